package xyz.blueblocks.sdk.session;

import java.util.List;
import xyz.blueblocks.crypto.aead.AeadSuite;

/// What this end insists on in a handshake.
///
/// @param requirePostQuantum `pq=required`: no session without ML-KEM, no layer without X-Wing
/// @param suites ciphers offered or taken, best first, at least one
public record SessionPolicy(boolean requirePostQuantum, List<AeadSuite> suites) {
    /// Post-quantum wherever the other end can, both ciphers.
    public static final SessionPolicy DEFAULT =
            new SessionPolicy(false, List.of(AeadSuite.AES_256_GCM, AeadSuite.CHACHA20_POLY1305));

    /// Copies the list.
    public SessionPolicy {
        suites = List.copyOf(suites);
        if (suites.isEmpty()) {
            throw new IllegalArgumentException("suites: none (want at least one)");
        }
    }

    /// The same with `pq=required`.
    public SessionPolicy requiringPostQuantum() {
        return new SessionPolicy(true, suites);
    }
}
