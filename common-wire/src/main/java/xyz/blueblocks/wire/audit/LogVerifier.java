package xyz.blueblocks.wire.audit;

import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.merkle.Checkpoint;
import xyz.blueblocks.crypto.merkle.ConsistencyProof;
import xyz.blueblocks.crypto.merkle.InclusionProof;
import xyz.blueblocks.crypto.merkle.MerkleHash;
import xyz.blueblocks.crypto.merkle.NoteKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;

/// Checks what a log says with nothing but its pinned key.
///
/// Pure and thread-safe; never throws on what a file or a server says.
///
/// Source: docs/spec/audit-log.md, "Bundle".
public final class LogVerifier {
    private static final String HEIGHT = "block_height";
    private static final String HASH = "tx_hash";

    private final NoteKey key;

    private LogVerifier(NoteKey key) {
        this.key = key;
    }

    /// A verifier for one log.
    ///
    /// @param key the log's key, as pinned when the network was joined
    public static LogVerifier of(NoteKey key) {
        return new LogVerifier(key);
    }

    /// A verifier for the vkey text of an invite; empty when it is not one.
    public static Optional<LogVerifier> of(String vkey) {
        return NoteKey.parse(vkey).map(LogVerifier::new);
    }

    /// What came of checking a bundle.
    public sealed interface Verdict {
        /// The entry is in the log.
        ///
        /// @param event the event that was logged
        /// @param leafIndex its place
        /// @param checkpoint what the log signed
        record Verified(JsonObject event, long leafIndex, Checkpoint checkpoint)
                implements Verdict {}

        /// The bundle does not show that.
        ///
        /// @param cause which step failed
        /// @param why in a sentence, without any value of the entry
        record Refused(Cause cause, String why) implements Verdict {}
    }

    /// Step of the check that failed.
    public enum Cause {
        /// The file is not a bundle.
        FORMAT,
        /// The checkpoint is not signed by the pinned key, or not a checkpoint.
        CHECKPOINT,
        /// The checkpoint has fewer leaves than the leaf's place demands.
        NOT_COVERED,
        /// Entry and opening do not make the leaf that the entry names.
        ENTRY,
        /// The proof does not lead from the leaf to the root.
        PROOF
    }

    /// Checks a bundle file's bytes.
    public Verdict verify(byte[] file) {
        return switch (AuditBundle.parse(file)) {
            case Decoded.Ok<AuditBundle>(var bundle) -> verify(bundle);
            case Decoded.Malformed<AuditBundle> bad -> new Verdict.Refused(Cause.FORMAT, bad.why());
        };
    }

    /// Checks a bundle.
    public Verdict verify(AuditBundle bundle) {
        Optional<Checkpoint> signed = Checkpoint.open(bundle.checkpoint(), key);
        if (signed.isEmpty()) {
            return refused(Cause.CHECKPOINT, "the checkpoint is not signed by the pinned log key");
        }
        Checkpoint checkpoint = signed.get();
        if (bundle.leafIndex() >= checkpoint.size()) {
            return refused(Cause.NOT_COVERED, "the checkpoint does not cover the leaf");
        }
        JsonObject event = bundle.event();
        Optional<JsonObject> data = event.object("data");
        if (data.isEmpty()) {
            return refused(Cause.ENTRY, "the event has no entry");
        }
        byte[] leafHash = leafHash(bundle, data.get());
        if (!data.get().text(HASH).equals(Optional.of("0x" + Text.hex(leafHash)))) {
            return refused(Cause.ENTRY, "entry and opening do not make the leaf of tx_hash");
        }
        if (data.get().integer(HEIGHT).orElse(-1) != checkpoint.size()) {
            return refused(Cause.ENTRY, "block_height is not the checkpoint's tree size");
        }
        boolean included =
                InclusionProof.verify(
                        leafHash,
                        bundle.leafIndex(),
                        checkpoint.size(),
                        bundle.proof(),
                        checkpoint.root());
        return included
                ? new Verdict.Verified(event, bundle.leafIndex(), checkpoint)
                : refused(Cause.PROOF, "the proof does not lead to the checkpoint's root");
    }

    /// The checkpoint in a note, if the pinned key has signed it.
    public Optional<Checkpoint> checkpoint(String note) {
        return Checkpoint.open(note, key);
    }

    /// Whether the log that signed `newer` is the one that signed `older`, grown.
    ///
    /// @param proof RFC 6962 consistency proof between their tree sizes
    public boolean consistent(String older, String newer, List<byte[]> proof) {
        Optional<Checkpoint> from = checkpoint(older);
        Optional<Checkpoint> to = checkpoint(newer);
        return from.isPresent()
                && to.isPresent()
                && ConsistencyProof.verify(
                        from.get().size(),
                        from.get().root(),
                        to.get().size(),
                        to.get().root(),
                        proof);
    }

    /// What the log committed to: the event before the log filled in what it knows of it.
    static byte[] committed(JsonObject event, JsonObject data) {
        JsonObject entry = data.with(HEIGHT, JsonValue.Null.NULL).with(HASH, JsonValue.Null.NULL);
        return event.with("data", entry).canonical();
    }

    private static byte[] leafHash(AuditBundle bundle, JsonObject data) {
        return MerkleHash.leaf(bundle.opening().commitment(committed(bundle.event(), data)));
    }

    private static Verdict refused(Cause cause, String why) {
        return new Verdict.Refused(cause, why);
    }
}
