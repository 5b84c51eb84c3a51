package xyz.blueblocks.bench.kills;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How much is to be killed.
///
/// @param kills processes to kill, at least one
/// @param seed all moments and victims follow from it
/// @param mostMib largest file, 2..1024
/// @param lanes pairs of ends side by side, 1..8
/// @param replacedMillis a relay that dies alone is replaced in less, at least 1
/// @param folder where the temporary folder is made
public record KillSettings(
        int kills, long seed, int mostMib, int lanes, int replacedMillis, Path folder) {
    static final String USAGE =
            """
            usage: ./bb kills [--kills N] [--seed S] [--most-mib M] [--lanes L] [--replaced-ms T]
                              [--folder DIR]
              --kills N      processes to kill: both ends and relays (1000)
              --seed S       repeats the moments and victims of an earlier run
              --most-mib M   largest file that is sent (24)
              --lanes L      pairs of sender and receiver side by side (3)
              --replaced-ms T   a relay that dies alone must be replaced in less (3000); more for
                             machines that others use too
              --folder DIR   where temporary files go (the system's folder for them)\
            """;

    /// Checks the ranges.
    public KillSettings {
        if (kills < 1 || kills > 10_000_000) {
            throw new IllegalArgumentException("kills: " + kills + " (want 1..10000000)");
        }
        if (mostMib < 2 || mostMib > 1024) {
            throw new IllegalArgumentException("mostMib: " + mostMib + " (want 2..1024)");
        }
        if (lanes < 1 || lanes > 8) {
            throw new IllegalArgumentException("lanes: " + lanes + " (want 1..8)");
        }
        if (replacedMillis < 1) {
            throw new IllegalArgumentException("replacedMillis: " + replacedMillis + " (want 1..)");
        }
    }

    /// Reads a command line.
    ///
    /// @throws IllegalArgumentException with a sentence when it is not right
    static KillSettings parse(List<String> arguments, long freshSeed) {
        int kills = 1000;
        long seed = freshSeed;
        int mostMib = 24;
        int lanes = 3;
        int replacedMillis = 3_000;
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        List<String> rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            if (rest.isEmpty()) {
                throw new IllegalArgumentException(option + " wants a value, or is no option");
            }
            String value = rest.removeFirst();
            switch (option) {
                case "--kills" -> kills = Math.toIntExact(number(option, value));
                case "--seed" -> seed = number(option, value);
                case "--most-mib" -> mostMib = Math.toIntExact(number(option, value));
                case "--lanes" -> lanes = Math.toIntExact(number(option, value));
                case "--replaced-ms" -> replacedMillis = Math.toIntExact(number(option, value));
                case "--folder" -> folder = Path.of(value);
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }
        return new KillSettings(
                kills, seed, mostMib, lanes, replacedMillis, folder.toAbsolutePath());
    }

    private static long number(String option, String value) {
        if (!value.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(option + " " + value + " (want a number)");
        }
        return Long.parseLong(value);
    }
}
