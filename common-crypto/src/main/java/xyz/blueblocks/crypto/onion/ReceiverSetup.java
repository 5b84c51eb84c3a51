package xyz.blueblocks.crypto.onion;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.hpke.HpkeRecipient;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.session.HandshakeResponder;

/// Opens a set-up packet at its receiver.
///
/// ```
/// u8 1 | u8 h | u8 k forward | u8 k back | u32 n ‖ HANDSHAKE
/// ```
///
/// Source: docs/spec/circuit.md, section 3.
public final class ReceiverSetup {
    /// Bytes before the HANDSHAKE.
    static final int FIXED = 8;

    private static final int VERSION = 1;
    private static final int EXPORT_BYTES = 32;
    private static final int INVALID_FORMAT = 10;
    private static final int ENCRYPTION_ERROR = 6;
    private static final byte[] EXPORT = Labels.of("bb/e2e-export/v1");

    private ReceiverSetup() {}

    /// What came of a packet.
    public sealed interface Opened {
        /// A HANDSHAKE to read and answer.
        record Handshake(HandshakeResponder responder) implements Opened {}

        /// It does not open: CLOSE goes back, with that error number.
        record Refused(int error) implements Opened {}
    }

    /// Opens `len` bytes; never throws on hostile ones.
    ///
    /// @param keyById finds the current or previous handshake key by its 8-byte id
    /// @param self the receiver
    public static Opened open(
            byte[] in,
            int off,
            int len,
            Function<byte[], Optional<HpkePrivateKey>> keyById,
            PeerId self) {
        Optional<OnionPacket> packet = OnionPacket.parse(in, off, len);
        if (packet.isEmpty()) {
            return new Opened.Refused(INVALID_FORMAT);
        }
        Optional<HpkeRecipient> hpke =
                RelaySetup.recipient(packet.get(), keyById, Labels.of("bb/e2e/v1", self.bytes()));
        Optional<byte[]> opened =
                hpke.flatMap(r -> r.open(packet.get().header(), packet.get().ciphertext()));
        if (opened.isEmpty()) {
            return new Opened.Refused(ENCRYPTION_ERROR);
        }
        byte[] text = opened.get();
        if (!sound(text)) {
            return new Opened.Refused(INVALID_FORMAT);
        }
        return new Opened.Handshake(
                new HandshakeResponder(
                        hpke.get().export(exportContext(), EXPORT_BYTES),
                        Arrays.copyOfRange(text, FIXED, text.length),
                        new ReceiverLayers(text[1], text[2], text[3])));
    }

    private static boolean sound(byte[] text) {
        return text.length >= FIXED
                && text[0] == VERSION
                && text[1] >= 0
                && text[1] <= OnionPacket.MAX_RELAYS
                && CellSize.valid(text[2])
                && CellSize.valid(text[3])
                && ByteBuffer.wrap(text).getInt(4) == text.length - FIXED;
    }

    static byte[] write(int relays, CircuitShape shape, byte[] handshake) {
        return ByteBuffer.allocate(FIXED + handshake.length)
                .put((byte) VERSION)
                .put((byte) relays)
                .put((byte) shape.kForward())
                .put((byte) shape.kBack())
                .putInt(handshake.length)
                .put(handshake)
                .array();
    }

    static byte[] exportContext() {
        return EXPORT.clone();
    }
}
