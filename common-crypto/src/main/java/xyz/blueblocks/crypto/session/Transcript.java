package xyz.blueblocks.crypto.session;

import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.hash.Sha256;

/// Hash of everything the two ends said before they share keys (th).
///
/// It salts the session keys and stands, signed, in HANDSHAKE_ACK: an offer of ciphers or versions
/// that was shortened on the way gives the ends different transcripts, so the session fails instead
/// of running with the weaker choice.
public final class Transcript {
    private static final byte[] LABEL = Labels.of("bb/transcript/v1");

    private Transcript() {}

    /// SHA-256(bb/transcript/v1 ‖ u32 n ‖ HANDSHAKE as sent ‖ u32 n ‖ core of HANDSHAKE_ACK).
    ///
    /// @param ackCore RFC 8785 bytes of HANDSHAKE_ACK without `transcript` and `signature`
    public static byte[] of(byte[] handshake, byte[] ackCore) {
        return Sha256.hash(LABEL, count(handshake), handshake, count(ackCore), ackCore);
    }

    private static byte[] count(byte[] message) {
        byte[] n = new byte[4];
        RecordHead.putInt(n, 0, message.length);
        return n;
    }
}
