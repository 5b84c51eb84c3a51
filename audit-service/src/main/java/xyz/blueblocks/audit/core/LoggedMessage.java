package xyz.blueblocks.audit.core;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.merkle.MerkleHash;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// What the log topic is told of one leaf: a CloudEvent whose personal members are sealed.
///
/// Source: docs/spec/audit-log.md, "Topics".
///
/// @param origin name of the log
/// @param leafIndex 0-based place in the log
/// @param blockHeight tree size of the first checkpoint that covers the leaf
/// @param appendedAt when it became a leaf
/// @param openJson the members that name nobody, as an object
/// @param commitment the leaf's data
/// @param sealed the whole event, encrypted
public record LoggedMessage(
        String origin,
        long leafIndex,
        long blockHeight,
        Instant appendedAt,
        String openJson,
        Octets commitment,
        Sealed sealed) {
    /// CloudEvents type.
    public static final String TYPE = "xyz.blueblocks.audit.logged.v1";

    /// The event under its subject's key.
    ///
    /// @param subjectRef random name of the key
    /// @param salt 16 bytes
    /// @param ciphertext the canonical event, AES-256-GCM
    public record Sealed(Octets subjectRef, Octets salt, Octets ciphertext) {}

    /// The message.
    public JsonObject toJson() {
        JsonObject open = Json.parse(openJson.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        JsonObject data =
                open.toBuilder()
                        .put("leaf_index", leafIndex)
                        .put("block_height", blockHeight)
                        .put("tx_hash", txHash(commitment))
                        .put("commitment", commitment.hex())
                        .put("sealed", sealedJson())
                        .build();
        return Json.object()
                .put("specversion", "1.0")
                .put("type", TYPE)
                .put("source", "urn:blueblocks:audit-log:" + origin)
                .put("id", Long.toString(leafIndex))
                .putIso("time", appendedAt)
                .put("datacontenttype", "application/json")
                .put("data", data)
                .build();
    }

    private JsonObject sealedJson() {
        return Json.object()
                .put("subject", sealed.subjectRef().hex())
                .put("salt", sealed.salt().hex())
                .put("ciphertext", Text.base64url(sealed.ciphertext().bytes()))
                .build();
    }

    /// The seed's `tx_hash` of a leaf: `0x` and its RFC 6962 leaf hash.
    static String txHash(Octets commitment) {
        return "0x" + Text.hex(MerkleHash.leaf(commitment.bytes()));
    }
}
