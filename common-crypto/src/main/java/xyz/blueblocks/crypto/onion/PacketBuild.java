package xyz.blueblocks.crypto.onion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.hpke.HpkeSender;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.kem.X25519PrivateKey;

/// The packet while layers are put on.
final class PacketBuild {
    private static final int EXPORT_BYTES = 32;

    private final CircuitShape shape;
    private final byte[] handshake;
    private final List<PendingHop> hops = new ArrayList<>();
    private byte[] packet = new byte[0];
    private SecretBytes es = SecretBytes.take(new byte[0]);
    private boolean postQuantum = true;

    PacketBuild(CircuitShape shape, byte[] handshake) {
        this.shape = shape;
        this.handshake = handshake;
    }

    void receiver(OnionSetup.Receiver receiver, int relays) {
        byte[] info = Labels.of("bb/e2e/v1", receiver.peer().bytes());
        HpkeSender hpke = HpkeSender.open(receiver.handshakeKey(), info);
        byte[] text = ReceiverSetup.write(relays, shape, handshake);
        seal(receiver.handshakeKey(), hpke, text);
        es = hpke.export(ReceiverSetup.exportContext(), EXPORT_BYTES);
    }

    void relay(OnionHop hop, int place, boolean deliver, PeerId next, X25519PrivateKey own) {
        byte[] info = Labels.of("bb/circuit/v1", hop.relay().bytes());
        HpkeSender hpke = HpkeSender.open(hop.onionKey(), info);
        byte[] ephemeral = own.publicKey().bytes();
        seal(
                hop.onionKey(),
                hpke,
                LayerText.write(place, deliver, shape, ephemeral, hop, next, packet));
        SecretBytes exported = hpke.export(HopKeys.exportContext(), EXPORT_BYTES);
        byte[] encField = Arrays.copyOf(hpke.enc(), OnionPacket.ENC_BYTES);
        hops.addFirst(new PendingHop(own, exported, encField));
    }

    private void seal(HpkePublicKey key, HpkeSender hpke, byte[] text) {
        int n = text.length + OnionPacket.TAG;
        byte[] header = OnionPacket.header(key, hpke.enc(), n);
        byte[] ciphertext = hpke.seal(header, text);
        packet = Arrays.copyOf(header, OnionPacket.HEADER + n);
        System.arraycopy(ciphertext, 0, packet, OnionPacket.HEADER, n);
        postQuantum &= key.kem() == HpkeKem.XWING;
    }

    CircuitShape shape() {
        return shape;
    }

    byte[] handshake() {
        return handshake;
    }

    /// First relay first.
    List<PendingHop> hops() {
        return hops;
    }

    /// The outermost packet without its zeros.
    byte[] packet() {
        return packet;
    }

    SecretBytes es() {
        return es;
    }

    boolean postQuantum() {
        return postQuantum;
    }
}
