package xyz.blueblocks.crypto.onion;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.hpke.HpkeRecipient;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.kem.X25519PrivateKey;

/// Opens a set-up packet at a relay.
///
/// Before it the relay checks its rates and that [OnionPacket#encHash] is unseen; after it
/// `issued`, the token, and that the next peer is neither itself nor the previous one.
public final class RelaySetup {
    private static final int INVALID_FORMAT = 10;
    private static final int ENCRYPTION_ERROR = 6;
    private static final int ROUTE_UNAVAILABLE = 7;
    private static final int EXPORT_BYTES = 32;

    private RelaySetup() {}

    /// What came of a packet.
    public sealed interface Opened {
        /// The relay's own layer; whatever stops it from here on is answered with
        /// [RelayLayer#refuse], so the sender learns it.
        record Layer(RelayLayer layer) implements Opened {}

        /// It opens, but asks for what no relay does yet: the answer is ready to go back as
        /// HANDSHAKE_ACK, and nothing is forwarded.
        final class Declined implements Opened {
            private final int error;
            private final byte[] answer;

            private Declined(int error, byte[] answer) {
                this.error = error;
                this.answer = answer;
            }

            /// The error number that the sender will read.
            public int error() {
                return error;
            }

            /// 3 072 bytes.
            public byte[] answer() {
                return answer;
            }
        }

        /// It does not open: CLOSE goes back, with that error number.
        record Refused(int error) implements Opened {}
    }

    /// Opens `len` bytes; never throws on hostile ones.
    ///
    /// @param keyById finds the current or previous onion key by its 8-byte id
    /// @param self the relay that opens
    public static Opened open(
            byte[] in,
            int off,
            int len,
            Function<byte[], Optional<HpkePrivateKey>> keyById,
            PeerId self) {
        return open(in, off, len, keyById, self, X25519PrivateKey::generate);
    }

    static Opened open(
            byte[] in,
            int off,
            int len,
            Function<byte[], Optional<HpkePrivateKey>> keyById,
            PeerId self,
            Supplier<X25519PrivateKey> ephemeral) {
        Optional<OnionPacket> parsed = OnionPacket.parse(in, off, len);
        if (parsed.isEmpty()) {
            return new Opened.Refused(INVALID_FORMAT);
        }
        OnionPacket packet = parsed.get();
        Optional<HpkeRecipient> hpke =
                recipient(packet, keyById, Labels.of("bb/circuit/v1", self.bytes()));
        Optional<byte[]> text = hpke.flatMap(r -> r.open(packet.header(), packet.ciphertext()));
        if (text.isEmpty()) {
            return new Opened.Refused(ENCRYPTION_ERROR);
        }
        Optional<LayerText> layer = LayerText.parse(text.get());
        if (layer.isEmpty()) {
            return new Opened.Refused(INVALID_FORMAT);
        }
        try (X25519PrivateKey own = ephemeral.get()) {
            Optional<SecretBytes> dh = own.agree(layer.get().ephemeral());
            if (dh.isEmpty()) {
                return new Opened.Refused(INVALID_FORMAT);
            }
            byte[] eS = layer.get().ephemeral().bytes();
            byte[] eR = own.publicKey().bytes();
            SecretBytes exported = hpke.get().export(HopKeys.exportContext(), EXPORT_BYTES);
            HopKeys keys = HopKeys.derive(exported, dh.get(), packet.encField(), eS, eR);
            return hold(new RelayLayer(layer.get(), keys, eR, packet.encField()));
        }
    }

    /// HOLD is reserved: a relay that cannot keep messages has no route for them.
    private static Opened hold(RelayLayer layer) {
        return layer.isHold()
                ? new Opened.Declined(ROUTE_UNAVAILABLE, layer.refuse(ROUTE_UNAVAILABLE))
                : new Opened.Layer(layer);
    }

    static Optional<HpkeRecipient> recipient(
            OnionPacket packet, Function<byte[], Optional<HpkePrivateKey>> keyById, byte[] info) {
        return keyById.apply(packet.keyId())
                .filter(key -> key.kem() == packet.kem())
                .flatMap(key -> HpkeRecipient.open(key, packet.enc(), info));
    }
}
