package xyz.blueblocks.cli.terminal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Numbers of bytes as people write them: `500K`, `1.5G`, `20 MiB`; always powers of 1024.
public final class Sizes {
    private static final Pattern FORM =
            Pattern.compile(
                    "(\\d{1,15}(?:\\.\\d{1,3})?) ?([KMGT]?)(?:i?B)?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "KMGT";
    private static final double STEP = 1024;

    private Sizes() {}

    /// Reads a size; empty when it is none or more than a `long` holds.
    public static OptionalLong parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) return OptionalLong.empty();
        String unit = form.group(2).toUpperCase(Locale.ROOT);
        int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
        BigDecimal bytes =
                new BigDecimal(form.group(1))
                        .multiply(BigDecimal.valueOf(1024).pow(power))
                        .setScale(0, RoundingMode.DOWN);
        return bytes.unscaledValue().bitLength() > 62
                ? OptionalLong.empty()
                : OptionalLong.of(bytes.longValue());
    }

    /// For people: three digits and a unit.
    public static String text(long bytes) {
        if (bytes < STEP) return bytes + " B";
        double value = bytes;
        int unit = -1;
        while (value >= STEP && unit < UNITS.length() - 1) {
            value /= STEP;
            unit++;
        }
        String number = String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
        return number + " " + UNITS.charAt(unit) + "iB";
    }

    /// For options.
    public static final class Converter implements ITypeConverter<Long> {
        /// For picocli.
        public Converter() {}

        @Override
        public Long convert(String value) {
            return parse(value)
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "'" + value + "' is no size (want for example 500M or 2G)"));
        }
    }
}
