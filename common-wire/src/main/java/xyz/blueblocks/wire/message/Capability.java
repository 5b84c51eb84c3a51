package xyz.blueblocks.wire.message;

import java.util.Locale;
import java.util.Optional;

/// What a peer says it is; true only once an authority has attested it.
public enum Capability {
    /// A person whose data it is.
    PATIENT,
    /// A person or institution that treats.
    PROVIDER,
    /// A node that forwards.
    RELAY;

    /// The seed's spelling.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the seed's spelling.
    public static Optional<Capability> parse(String text) {
        for (Capability each : values()) {
            if (each.text().equals(text)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
