package xyz.blueblocks.crypto.onion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.OpenSequence;
import xyz.blueblocks.crypto.aead.SealSequence;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.kem.X25519PrivateKey;
import xyz.blueblocks.crypto.session.AnsweredHandshake;
import xyz.blueblocks.crypto.session.HandshakeAnswer;
import xyz.blueblocks.crypto.session.HandshakeInitiator;

/// A circuit being set up by its sender: one packet out, one answer in.
///
/// Layers are nested with the receiver's innermost and the first relay's outermost. Each attempt is
/// built anew, with new keys. Source: docs/spec/circuit.md.
public final class OnionSetup implements AutoCloseable {
    private final CircuitShape shape;
    private final byte[] handshake;
    private final HandshakeInitiator initiator;
    private final List<PendingHop> hops;
    private final byte[] packet;
    private final SecretBytes es;
    private final boolean postQuantum;
    private boolean answered;

    private OnionSetup(PacketBuild built, HandshakeInitiator initiator) {
        this.shape = built.shape();
        this.handshake = built.handshake();
        this.initiator = initiator;
        this.hops = List.copyOf(built.hops());
        this.packet = Arrays.copyOf(built.packet(), OnionPacket.SIZE);
        this.es = built.es();
        this.postQuantum = built.postQuantum();
    }

    /// Builds the packet.
    ///
    /// @param hops 0..5 relays, the first one first, all different and none the receiver
    /// @param receiverKey the handshake key of the receiver's signed key record
    /// @param kForward size of the cells towards the receiver: 10, 12, 14, 16, 18 or 20
    /// @param kBack size of the cells towards the sender
    /// @param handshake HANDSHAKE as signed JSON bytes, at most [#maxHandshake]
    /// @param initiator the keys named in it; belongs to the set-up from now on
    public static OnionSetup build(
            List<OnionHop> hops,
            Receiver receiver,
            int kForward,
            int kBack,
            Instant issued,
            byte[] handshake,
            HandshakeInitiator initiator) {
        CircuitShape shape = CircuitShape.of(kForward, kBack, issued);
        return build(hops, receiver, shape, handshake, initiator, X25519PrivateKey::generate);
    }

    static OnionSetup build(
            List<OnionHop> hops,
            Receiver receiver,
            CircuitShape shape,
            byte[] handshake,
            HandshakeInitiator initiator,
            Supplier<X25519PrivateKey> ephemerals) {
        requireRoute(hops, receiver.peer());
        if (handshake.length > maxHandshake(hops.size())) {
            throw new IllegalArgumentException(
                    "handshake: "
                            + handshake.length
                            + " bytes (want 0.."
                            + maxHandshake(hops.size())
                            + ")");
        }
        PacketBuild built = new PacketBuild(shape, handshake.clone());
        built.receiver(receiver, hops.size());
        PeerId next = receiver.peer();
        for (int place = hops.size(); place >= 1; place--) {
            OnionHop hop = hops.get(place - 1);
            built.relay(hop, place, place == hops.size(), next, ephemerals.get());
            next = hop.relay();
        }
        return new OnionSetup(built, initiator);
    }

    /// Longest HANDSHAKE, in bytes, that fits behind that many relays.
    public static int maxHandshake(int relays) {
        int layer = OnionPacket.HEADER + OnionPacket.TAG;
        return OnionPacket.SIZE - relays * (layer + LayerText.FIXED) - layer - ReceiverSetup.FIXED;
    }

    private static void requireRoute(List<OnionHop> hops, PeerId receiver) {
        Set<PeerId> seen = new HashSet<>(Set.of(receiver));
        boolean different = hops.stream().allMatch(hop -> seen.add(hop.relay()));
        if (hops.size() > OnionPacket.MAX_RELAYS || !different) {
            throw new IllegalArgumentException(
                    "hops: " + hops.size() + " (want 0..5, all different, none the receiver)");
        }
    }

    /// The 12 288 bytes: payload of the HANDSHAKE frame to the first hop.
    public byte[] packet() {
        return packet.clone();
    }

    /// Number of relays, 0..5.
    public int relays() {
        return hops.size();
    }

    /// Whether every layer was sealed with X-Wing. The session's own ML-KEM is told by
    /// [xyz.blueblocks.crypto.session.SessionKeys#postQuantum].
    public boolean postQuantum() {
        return postQuantum;
    }

    /// Opens the answer, once, through all layers; never throws on hostile bytes.
    ///
    /// @param len the frame's payload length; anything but 3 072 is refused
    public SetupAnswer answered(byte[] in, int off, int len) {
        if (answered) {
            throw new IllegalStateException("set-up: already answered or closed (want once)");
        }
        answered = true;
        List<SealSequence> forward = new ArrayList<>();
        List<OpenSequence> back = new ArrayList<>();
        SetupAnswer result = open(in, off, len, forward, back);
        hops.forEach(PendingHop::close);
        if (!(result instanceof SetupAnswer.Answered)) {
            forward.forEach(SealSequence::close);
            back.forEach(OpenSequence::close);
            es.close();
            initiator.close();
        }
        return result;
    }

    private SetupAnswer open(
            byte[] in, int off, int len, List<SealSequence> forward, List<OpenSequence> back) {
        if (len != HandshakeAnswer.SIZE) {
            return new SetupAnswer.Broken(1);
        }
        byte[] answer = Arrays.copyOfRange(in, off, off + len);
        for (int hop = 1; hop <= hops.size(); hop++) {
            Optional<byte[]> inner = hops.get(hop - 1).open(answer, forward, back);
            if (inner.isEmpty()) {
                return new SetupAnswer.Broken(hop);
            }
            int status = OnionPacket.u16(inner.get(), 0);
            answer = Arrays.copyOfRange(inner.get(), 2, inner.get().length);
            if (status != 0) {
                return PendingHop.refusal(hop, status, answer);
            }
        }
        Optional<AnsweredHandshake> opened =
                initiator.open(es, answer, 0, handshake, new SenderLayers(shape, forward, back));
        return opened.<SetupAnswer>map(SetupAnswer.Answered::new)
                .orElseGet(() -> new SetupAnswer.Broken(hops.size() + 1));
    }

    /// Destroys what was not handed on to a session.
    @Override
    public void close() {
        if (!answered) {
            answered = true;
            hops.forEach(PendingHop::close);
            es.close();
            initiator.close();
        }
    }

    /// The receiver of a circuit, as its own signed key record gives it.
    ///
    /// @param peer who
    /// @param handshakeKey the key to seal to
    public record Receiver(PeerId peer, HpkePublicKey handshakeKey) {}
}
