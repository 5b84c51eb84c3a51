package xyz.blueblocks.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What an end said: values by name.
record EndAnswer(Map<String, String> values) {
    /// Copies the values.
    EndAnswer {
        values = Map.copyOf(values);
    }

    /// Reads `name=value` words; others say nothing.
    static EndAnswer of(String... words) {
        Map<String, String> values = new HashMap<>();
        for (String word : words) {
            int at = word.indexOf('=');
            if (at > 0) {
                values.put(word.substring(0, at), word.substring(at + 1));
            }
        }
        return new EndAnswer(values);
    }

    String text(String name) {
        return Optional.ofNullable(values.get(name))
                .orElseThrow(() -> new IllegalStateException("answer: no " + name));
    }

    long number(String name) {
        return Long.parseLong(text(name));
    }
}
