package xyz.blueblocks.crypto.hpke;

import xyz.blueblocks.crypto.SecretBytes;

/// The sealing end of one HPKE exchange (RFC 9180 section 5). Not thread-safe; counts its nonces
/// itself.
public final class HpkeSender {
    /// Most bytes an exporter yields: 255 hashes.
    public static final int MAX_EXPORT_BYTES = 255 * 32;

    private final HpkeEngine.Sealing context;

    private HpkeSender(HpkeEngine.Sealing context) {
        this.context = context;
    }

    /// Starts an exchange with the holder of `key`.
    ///
    /// @param info what the exchange is for and with whom, under a label
    public static HpkeSender open(HpkePublicKey key, byte[] info) {
        return new HpkeSender(HpkeEngine.chosen().sender(key, info));
    }

    /// What the recipient needs to open: 32 bytes for X25519, 1 120 for X-Wing.
    public byte[] enc() {
        return context.enc().clone();
    }

    /// Seals the next message; the tag is the last 16 bytes.
    public byte[] seal(byte[] aad, byte[] plaintext) {
        return context.seal(aad, plaintext);
    }

    /// A secret that only the two ends have (RFC 9180 section 5.3).
    ///
    /// @param length 1..8160 bytes
    public SecretBytes export(byte[] exporterContext, int length) {
        requireExport(length);
        return SecretBytes.take(context.export(exporterContext, length));
    }

    static void requireExport(int length) {
        if (length < 1 || length > MAX_EXPORT_BYTES) {
            throw new IllegalArgumentException("length: " + length + " (want 1..8160)");
        }
    }
}
