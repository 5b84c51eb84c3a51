package xyz.blueblocks.wire.audit;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.json.Members;

/// One file with everything that shows an audit entry to be in the log; see [LogVerifier].
///
/// Reading it says nothing about whether it is true.
///
/// Source: docs/spec/audit-log.md, "Bundle".
public final class AuditBundle {
    /// Largest bundle in bytes: an event, 63 hashes and a checkpoint fit many times.
    public static final int MAX_BYTES = 64 * 1024;

    /// Most hashes of an inclusion proof: levels of a tree of 2^63 leaves.
    static final int MAX_HASHES = 63;

    /// Longest checkpoint text, room for a dozen signatures.
    static final int MAX_CHECKPOINT_CHARS = 8 * 1024;

    static final int HASH_BYTES = 32;
    private static final String TYPE = "AUDIT_BUNDLE";
    private static final String HASH = "sha256:";

    private final JsonObject event;
    private final LeafOpening opening;
    private final long leafIndex;
    private final List<byte[]> proof;
    private final String checkpoint;

    private AuditBundle(
            JsonObject event,
            LeafOpening opening,
            long leafIndex,
            List<byte[]> proof,
            String checkpoint) {
        this.event = event;
        this.opening = opening;
        this.leafIndex = leafIndex;
        this.proof = proof;
        this.checkpoint = checkpoint;
    }

    /// A bundle of what the log holds.
    ///
    /// @param event the whole event, `block_height` and `tx_hash` filled in
    /// @param leafIndex 0-based
    /// @param proof RFC 6962 inclusion proof, 0..63 hashes of 32 bytes, from the leaf upwards
    /// @param checkpoint the C2SP signed note that covers the leaf first
    public static AuditBundle of(
            JsonObject event,
            LeafOpening opening,
            long leafIndex,
            List<byte[]> proof,
            String checkpoint) {
        if (leafIndex < 0 || proof.size() > MAX_HASHES) {
            throw new IllegalArgumentException(
                    "leafIndex, proof: " + leafIndex + ", " + proof.size() + " (want >= 0, 0..63)");
        }
        return new AuditBundle(
                event, opening, leafIndex, proof.stream().map(byte[]::clone).toList(), checkpoint);
    }

    /// Reads [#toJson]'s canonical bytes, or any other form of that JSON.
    public static Decoded<AuditBundle> parse(byte[] utf8) {
        return Json.parse(utf8, MAX_BYTES).flatMap(AuditBundle::fromJson);
    }

    /// Reads [#toJson].
    public static Decoded<AuditBundle> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("type", TYPE);
                    m.integer("version", 1, 1);
                    return new AuditBundle(
                            m.object("event"),
                            m.parsed("opening", LeafOpening::parse),
                            m.integer("leaf_index", 0, JsonValue.Num.MAX),
                            m.texts("inclusion_proof", 0, MAX_HASHES, AuditBundle::hash),
                            m.text("checkpoint", MAX_CHECKPOINT_CHARS));
                });
    }

    private static Optional<byte[]> hash(String text) {
        return text.startsWith(HASH)
                ? Text.parseHex(text.substring(HASH.length()))
                        .filter(bytes -> bytes.length == HASH_BYTES)
                : Optional.empty();
    }

    /// The file's content.
    public JsonObject toJson() {
        List<String> hashes = new ArrayList<>();
        proof.forEach(each -> hashes.add(HASH + Text.hex(each)));
        return Json.object()
                .put("type", TYPE)
                .put("version", 1)
                .put("event", event)
                .put("opening", opening.text())
                .put("leaf_index", leafIndex)
                .putTexts("inclusion_proof", hashes)
                .put("checkpoint", checkpoint)
                .build();
    }

    /// The same proof as a C2SP `tlog-proof` file, which shows that a leaf is in the log and
    /// nothing of its entry; the record that it proves is the 32-byte commitment.
    public String tlogProof() {
        StringBuilder text = new StringBuilder("c2sp.org/tlog-proof@v1\n");
        text.append("index ").append(leafIndex).append('\n');
        for (byte[] each : proof) {
            text.append(Base64.getEncoder().encodeToString(each)).append('\n');
        }
        return text.append('\n').append(checkpoint).toString();
    }

    /// The event as the log shows it.
    public JsonObject event() {
        return event;
    }

    public LeafOpening opening() {
        return opening;
    }

    public long leafIndex() {
        return leafIndex;
    }

    /// Copies of the proof's hashes.
    public List<byte[]> proof() {
        return proof.stream().map(byte[]::clone).toList();
    }

    public String checkpoint() {
        return checkpoint;
    }

    /// Without the event: it is personal.
    @Override
    public String toString() {
        return "AuditBundle[leaf " + leafIndex + "]";
    }
}
