package xyz.blueblocks.crypto.onion;

import java.time.Instant;
import java.util.Optional;
import xyz.blueblocks.crypto.aead.SealSequence;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.session.HandshakeAnswer;
import xyz.blueblocks.crypto.session.ZeroFiller;

/// What a relay learns of a circuit: its place, the next peer, its token and the cell sizes.
///
/// It is answered once, by [#complete] or [#refuse]. While it waits for the next answer it holds
/// some hundred bytes if the packet was taken.
public final class RelayLayer implements AutoCloseable {
    /// What the relay does with the rest.
    public enum Action {
        /// The next peer is a relay.
        FORWARD,
        /// The next peer is the receiver.
        DELIVER
    }

    private static final long FRESH_SECONDS = 120;
    private static final int TAG = OnionPacket.TAG;
    private static final int STATUS = 2;

    private final int place;
    private final int action;
    private final int kForward;
    private final int kBack;
    private final long issuedEpochSeconds;
    private final PeerId next;
    private final byte[] token;
    private final byte[] encHash;
    private final byte[] ephemeral;
    private final HopKeys keys;
    private byte[] nextPacket;
    private boolean done;

    RelayLayer(LayerText text, HopKeys keys, byte[] ephemeral, byte[] encField) {
        this.place = text.place();
        this.action = text.action();
        this.kForward = text.kForward();
        this.kBack = text.kBack();
        this.issuedEpochSeconds = text.issuedEpochSeconds();
        this.next = text.next();
        this.token = text.token();
        this.encHash = Sha256.hash(encField);
        this.ephemeral = ephemeral;
        this.keys = keys;
        this.nextPacket = text.nextPacket();
    }

    /// The relay's place on the path, counted from the sender, 1..5.
    public int place() {
        return place;
    }

    /// Forward or deliver.
    public Action action() {
        return action == 0 ? Action.FORWARD : Action.DELIVER;
    }

    boolean isHold() {
        return action == LayerText.HOLD;
    }

    /// Cells towards the receiver hold 2^k + 256 bytes.
    public int kForward() {
        return kForward;
    }

    /// Cells towards the sender hold 2^k + 256 bytes.
    public int kBack() {
        return kBack;
    }

    /// When the sender built the circuit, in seconds since the Unix epoch.
    public long issuedEpochSeconds() {
        return issuedEpochSeconds;
    }

    /// Whether that is within 120 s of `now`, else `E015`.
    public boolean issuedNear(Instant now) {
        return Math.abs(now.getEpochSecond() - issuedEpochSeconds) <= FRESH_SECONDS;
    }

    /// The next relay, or the receiver. Neither checked against the directory nor against the
    /// relay's own id.
    public PeerId next() {
        return next;
    }

    /// The admission token's bytes, 0..300; empty where there is none. Not checked.
    public byte[] token() {
        return token.clone();
    }

    /// SHA-256 of the packet's enc field: what the replay memory keeps.
    public byte[] encHash() {
        return encHash.clone();
    }

    /// The 12 288 bytes to send on, once: the array becomes the caller's.
    public byte[] takeNextPacket() {
        if (nextPacket.length == 0) {
            throw new IllegalStateException("packet: already taken (want once)");
        }
        byte[] taken = nextPacket;
        nextPacket = new byte[0];
        return taken;
    }

    /// Wraps the next hop's answer and opens the circuit for cells. Empty when the answer is
    /// malformed; the relay then answers with [#refuse] of 6.
    public Optional<RelayCircuit> complete(byte[] answer, int off, int len) {
        requireUnanswered();
        int filler = HandshakeAnswer.PER_RELAY * place;
        int kept = HandshakeAnswer.SIZE - filler;
        if (len != HandshakeAnswer.SIZE || !ZeroFiller.isZero(answer, off + kept, filler)) {
            return Optional.empty();
        }
        SealSequence back = keys.sealBack();
        byte[] wrapped = wrap(0, answer, off, kept, back);
        done = true;
        try (keys) {
            return Optional.of(
                    new RelayCircuit(
                            wrapped,
                            new ForwardLayer(keys.openForward(), place, CellSize.bytes(kForward)),
                            new BackLayer(back, place, CellSize.bytes(kBack))));
        }
    }

    /// An answer that tells the sender, and nobody else, that and why this relay cannot go on. The
    /// layer is closed with it.
    ///
    /// @param error the protocol's error number, 1..65 535
    public byte[] refuse(int error) {
        requireUnanswered();
        if (error < 1 || error > 0xFFFF) {
            throw new IllegalArgumentException("error: " + error + " (want 1..65535)");
        }
        int kept = HandshakeAnswer.SIZE - HandshakeAnswer.PER_RELAY * place;
        try (SealSequence back = keys.sealBack()) {
            return wrap(error, new byte[kept], 0, kept, back);
        } finally {
            close();
        }
    }

    private byte[] wrap(int status, byte[] inner, int off, int kept, SealSequence back) {
        byte[] plain = new byte[STATUS + kept];
        OnionPacket.putU16(plain, 0, status);
        System.arraycopy(inner, off, plain, STATUS, kept);
        byte[] answer = new byte[HandshakeAnswer.SIZE];
        int e = HandshakeAnswer.EPHEMERAL;
        System.arraycopy(ephemeral, 0, answer, 0, e);
        int written = back.seal(plain, 0, plain.length, answer, e);
        if (written != plain.length + TAG) {
            throw new IllegalStateException("answer: " + written + " bytes sealed");
        }
        return answer;
    }

    private void requireUnanswered() {
        if (done) {
            throw new IllegalStateException("layer: already answered or closed (want once)");
        }
    }

    /// Destroys the keys; nothing can be answered any more.
    @Override
    public void close() {
        done = true;
        keys.close();
    }
}
