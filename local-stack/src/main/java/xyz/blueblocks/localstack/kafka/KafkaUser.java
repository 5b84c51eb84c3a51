package xyz.blueblocks.localstack.kafka;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Somebody who may talk to the broker, and about what.
///
/// @param name user name, also the prefix of the consumer groups it may use
/// @param password letters, digits, `-` and `_`
/// @param reads topics it may read
/// @param writes topics it may write
public record KafkaUser(String name, String password, Set<String> reads, Set<String> writes) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9_-]{20,100}");

    public KafkaUser {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name: " + name + " (want a-z, 0-9, -)");
        }
        if (!PASSWORD.matcher(password).matches()) {
            throw new IllegalArgumentException(
                    "password: hidden (want 20..100 of A-Z a-z 0-9 _ -)");
        }
        reads = Set.copyOf(reads);
        writes = Set.copyOf(writes);
    }

    /// One line: `user NAME PASSWORD READS WRITES`, topics joined by commas, `-` for none.
    String line() {
        return String.join(" ", "user", name, password, joined(reads), joined(writes));
    }

    static KafkaUser parse(List<String> words) {
        return new KafkaUser(words.get(1), words.get(2), split(words.get(3)), split(words.get(4)));
    }

    private static String joined(Set<String> topics) {
        return topics.isEmpty() ? "-" : String.join(",", topics.stream().sorted().toList());
    }

    private static Set<String> split(String topics) {
        return topics.equals("-") ? Set.of() : Set.of(topics.split(",", -1));
    }

    @Override
    public String toString() {
        return "KafkaUser[" + name + "]";
    }
}
