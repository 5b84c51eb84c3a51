package xyz.blueblocks.wire.message;

import java.util.Locale;
import java.util.Optional;

/// How urgent a transfer is; the number stands in admission tokens.
public enum Priority {
    /// Whenever there is room; also what circuits without a token get.
    LOW,
    /// What the seed calls `normal`.
    NORMAL,
    /// Asked for in an emergency; audited. Its cells leave a relay before others that wait.
    EMERGENCY;

    /// The number in an admission token, 0 to 2.
    public int number() {
        return ordinal();
    }

    /// The spelling in a route request.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The priority with this number.
    public static Optional<Priority> of(int number) {
        return number < 0 || number > 2 ? Optional.empty() : Optional.of(values()[number]);
    }

    /// Reads the spelling of a route request.
    public static Optional<Priority> parse(String text) {
        for (Priority each : values()) {
            if (each.text().equals(text)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
