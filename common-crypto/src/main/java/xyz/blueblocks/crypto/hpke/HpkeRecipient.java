package xyz.blueblocks.crypto.hpke;

import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;

/// The opening end of one HPKE exchange. Not thread-safe; messages open in the order they were
/// sealed, and a hostile one changes nothing.
public final class HpkeRecipient {
    private final HpkeEngine.Opening context;

    private HpkeRecipient(HpkeEngine.Opening context) {
        this.context = context;
    }

    /// Joins the exchange that `enc` started; empty for any `enc` that is hostile in form. A forged
    /// one of good form shows when nothing opens.
    public static Optional<HpkeRecipient> open(HpkePrivateKey key, byte[] enc, byte[] info) {
        if (enc.length != key.kem().encBytes()) {
            return Optional.empty();
        }
        return key.open(enc, info).map(HpkeRecipient::new);
    }

    /// Opens the next message; empty if it is not what the sender sealed next.
    public Optional<byte[]> open(byte[] aad, byte[] ciphertext) {
        return context.open(aad, ciphertext);
    }

    /// A secret that only the two ends have (RFC 9180 section 5.3).
    ///
    /// @param length 1..8160 bytes
    public SecretBytes export(byte[] exporterContext, int length) {
        HpkeSender.requireExport(length);
        return SecretBytes.take(context.export(exporterContext, length));
    }
}
