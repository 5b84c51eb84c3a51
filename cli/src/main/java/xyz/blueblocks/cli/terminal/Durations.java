package xyz.blueblocks.cli.terminal;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Durations as people write them: `90s`, `5m`, `2h`, `7d`, `1h30m`; also ISO-8601 (`PT5M`).
public final class Durations {
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?(?:(\\d{1,7})m)?(?:(\\d{1,9})s?)?");

    private Durations() {}

    /// Reads a duration of more than nothing; empty when it is none.
    public static Optional<Duration> parse(String text) {
        String compact = text.strip().toLowerCase(Locale.ROOT).replace(" ", "");
        Matcher form = FORM.matcher(compact);
        Duration sum;
        if (form.matches()) {
            sum =
                    Duration.ofDays(number(form.group(1)))
                            .plusHours(number(form.group(2)))
                            .plusMinutes(number(form.group(3)))
                            .plusSeconds(number(form.group(4)));
        } else {
            try {
                sum = Duration.parse(text.strip());
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
        return sum.isPositive() ? Optional.of(sum) : Optional.empty();
    }

    private static long number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /// For people, without fractions: `1:02:03`, `0:42`.
    public static String clock(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60);
    }

    /// For people, in words: `3.2 s`, `5 min`, `2 h`, `7 d`.
    public static String text(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        if (seconds < 2 * 3600) return seconds / 60 + " min";
        return seconds < 2 * 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }

    /// For options.
    public static final class Converter implements ITypeConverter<Duration> {
        /// For picocli.
        public Converter() {}

        @Override
        public Duration convert(String value) {
            return parse(value)
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "'"
                                            + value
                                            + "' is no duration (want for example 30s, 5m or 2h)"));
        }
    }
}
