package xyz.blueblocks.bench.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hash.Blake3;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.transfer.Progress;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.DataAck;

/// One file on its way through all kills: how far it is, what it cost, and whether all of that is
/// right. The driver's thread alone.
final class KillFile {
    private static final long WINDOW_BYTES =
            (long) Limits.MAX_CONCURRENT_CHUNKS * Limits.MAX_CHUNK_BYTES;

    private final Path path;
    private final long sizeBytes;
    private final StringBuilder history = new StringBuilder();
    private final long begunNanos = System.nanoTime();
    private Progress.Phase phase = Progress.Phase.PREPARING;
    private List<PeerId> relays = List.of();
    private long doneBytes;
    private long sentBefore;
    private long sentBytes;
    private int lifeOfSent;
    private long movedNanos;
    private int sessions;
    private int blows;
    private boolean settled;
    private boolean receiverHit;

    KillFile(Path path, long sizeBytes) {
        this.path = path;
        this.sizeBytes = sizeBytes;
    }

    Path path() {
        return path;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    Progress.Phase phase() {
        return phase;
    }

    /// What the receiver is known to hold.
    long doneBytes() {
        return doneBytes;
    }

    /// When it was last seen to hold more, by the sender's clock.
    long movedNanos() {
        return movedNanos;
    }

    /// Relays of the newest circuit.
    List<PeerId> relays() {
        return relays;
    }

    boolean settled() {
        return settled;
    }

    /// A blow falls.
    void blow(String what) {
        blows++;
        note(what);
    }

    /// The receiver died.
    void receiverHit() {
        receiverHit = true;
    }

    /// Whether the receiver died while this was under way.
    boolean wasReceiverHit() {
        return receiverHit;
    }

    void note(String what) {
        long millis = (System.nanoTime() - begunNanos) / 1_000_000;
        history.append("\n  ").append(millis).append(" ms: ").append(what);
    }

    /// The sender begins another life: it counts from nothing.
    void newLife() {
        phase = Progress.Phase.PREPARING;
        relays = List.of();
        movedNanos = 0;
    }

    /// The sender says how far it is: `p PHASE DONE SENT RELAYS NANOS`.
    ///
    /// @param life of the sender, from 1
    void progress(int life, List<String> words) {
        Progress.Phase now = Progress.Phase.valueOf(words.get(1));
        long done = Long.parseLong(words.get(2));
        sent(life, Long.parseLong(words.get(3)));
        String names = words.get(4);
        List<PeerId> before = relays;
        relays =
                names.isEmpty()
                        ? List.of()
                        : Stream.of(names.split(",", -1))
                                .map(name -> PeerId.parse(name).orElseThrow())
                                .toList();
        if (now != phase || !relays.equals(before)) {
            note(now + " at " + done + " over " + tails(relays));
        }
        boolean flows = now == Progress.Phase.SENDING || now == Progress.Phase.CONFIRMING;
        if (flows) {
            if (phase != Progress.Phase.SENDING && phase != Progress.Phase.CONFIRMING) {
                sessions++;
            }
            if (done < doneBytes) {
                throw failure("begins at " + done + " bytes: more was acknowledged");
            }
            if (done > doneBytes) {
                movedNanos = Long.parseLong(words.get(5));
            }
            doneBytes = done;
        }
        phase = now;
    }

    private static List<String> tails(List<PeerId> relays) {
        return relays.stream()
                .map(PeerId::toString)
                .map(id -> id.substring(id.length() - 6))
                .toList();
    }

    private void sent(int life, long bytes) {
        if (life != lifeOfSent || bytes < sentBytes) {
            sentBefore += sentBytes;
        }
        lifeOfSent = life;
        sentBytes = bytes;
    }

    /// Bytes that went out in all lives.
    long sentBytes() {
        return sentBefore + sentBytes;
    }

    /// What it cost: sessions after the first, or blows where those were more.
    int interruptions() {
        return Math.max(blows, sessions - 1);
    }

    /// The sender says that it is delivered: `delivered ID SENT CIRCUITS RECEIPT`.
    void delivered(KillEnd.Said said, PeerId receiver) throws IOException {
        sent(said.life(), Long.parseLong(said.words().get(2)));
        JsonObject receipt =
                Text.parseBase64url(said.words().get(4))
                        .flatMap(bytes -> Json.parse(bytes).toOptional())
                        .orElseThrow(() -> failure("receipt is none"));
        String hash = "blake3:" + Text.hex(Blake3.hash(Files.readAllBytes(path)));
        boolean good =
                SignedJson.verify(receipt, DataAck.LABEL, receiver.publicKey())
                        && receipt.text("hash").filter(hash::equals).isPresent()
                        && receipt.integer("size_bytes").orElse(-1) == sizeBytes
                        && receipt.text("file_id").filter(said.words().get(1)::equals).isPresent();
        if (!good) {
            throw failure("receipt is wrong: " + receipt.text());
        }
        settled = true;
    }

    /// The sender died after it forgot the transfer: the receipt had come.
    void settledUnseen() {
        note("the sender died after it had the receipt");
        settled = true;
    }

    /// Whether the receiver has published it.
    boolean isPublished(Path inbox) {
        return Files.exists(inbox.resolve(path.getFileName()));
    }

    /// Looks at what arrived, which nobody touches any more.
    void check(Path inbox) throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.list(inbox)) {
            names = files.map(each -> String.valueOf(each.getFileName())).sorted().toList();
        }
        if (!names.equals(List.of(String.valueOf(path.getFileName())))) {
            throw failure("the inbox holds " + names);
        }
        if (Files.mismatch(path, inbox.resolve(path.getFileName())) != -1) {
            throw failure("what arrived is not what was sent");
        }
        long most = sizeBytes + interruptions() * WINDOW_BYTES;
        if (sentBytes() > most) {
            throw failure(
                    "%d bytes went out (want at most %d for %d interruptions)"
                            .formatted(sentBytes(), most, interruptions()));
        }
    }

    KillFailure failure(String what) {
        return new KillFailure(this + ": " + what + history);
    }

    @Override
    public String toString() {
        return path.getFileName() + " of " + sizeBytes + " bytes";
    }
}
