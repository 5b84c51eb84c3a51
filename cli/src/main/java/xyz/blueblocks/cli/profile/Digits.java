package xyz.blueblocks.cli.profile;

import java.util.List;
import java.util.stream.IntStream;

/// Digits as people read them out: six groups of five on a line.
public final class Digits {
    private static final int GROUPS_PER_LINE = 6;

    private Digits() {}

    /// The lines of a fingerprint.
    public static List<String> lines(String digits) {
        List<String> groups = List.of(digits.split(" "));
        return IntStream.iterate(0, i -> i < groups.size(), i -> i + GROUPS_PER_LINE)
                .mapToObj(i -> groups.subList(i, Math.min(groups.size(), i + GROUPS_PER_LINE)))
                .map(line -> String.join(" ", line))
                .toList();
    }
}
