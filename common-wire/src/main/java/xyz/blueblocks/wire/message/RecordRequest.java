package xyz.blueblocks.wire.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.HexText;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;

/// The seed's request for a health record, signed by who asks; payload of a DATA message of type
/// [ContentTypes#RECORD_REQUEST], never outside a session.
///
/// @param requestId names the request
/// @param recordType such as `patient_summary`
/// @param patientId address of the patient, `bb1…`
/// @param requesterId address of who asks, `bb1…`
/// @param proof that access was granted
/// @param purpose such as `emergency_treatment`
/// @param sender who signs
/// @param recipient for whom it is meant, and nobody else
/// @param timestamp when it was made
/// @param nonce 64 hexadecimal digits
public record RecordRequest(
        String requestId,
        String recordType,
        String patientId,
        String requesterId,
        AccessProof proof,
        String purpose,
        PeerId sender,
        PeerId recipient,
        Instant timestamp,
        String nonce) {
    /// Label of its signature.
    public static final String LABEL = SignLabels.RECORD_REQUEST;

    private static final String TYPE = "RECORD_REQUEST";
    private static final Pattern ADDRESS = Pattern.compile("bb1[02-9ac-hj-np-z]{38}");

    /// Member `access_proof`.
    ///
    /// @param grantTx `0x` and 64 hexadecimal digits
    /// @param blockHeight at which the grant is proved
    /// @param merkleProof at most 64 hashes, `sha256:` and hexadecimal digits, leaf's sibling first
    public record AccessProof(String grantTx, long blockHeight, List<String> merkleProof) {
        private static final int MAX_PROOF = 64;

        /// Copies the list and checks the forms.
        public AccessProof {
            merkleProof = List.copyOf(merkleProof);
            Check.that(
                    grantTx.startsWith("0x") && HexText.is(grantTx.substring(2), 32),
                    "grant_tx: want 0x and 64 hexadecimal digits");
            Check.range("block_height", blockHeight, 0, JsonValue.Num.MAX);
            Check.most("merkle_proof", merkleProof, MAX_PROOF);
            merkleProof.forEach(hash -> Check.hash("merkle_proof", hash, "sha256"));
        }

        static Decoded<AccessProof> fromJson(JsonObject json) {
            return Members.read(
                    json,
                    m ->
                            new AccessProof(
                                    m.text("grant_tx"),
                                    m.integer("block_height", 0, JsonValue.Num.MAX),
                                    m.texts("merkle_proof", 0, MAX_PROOF, Optional::of)));
        }

        JsonObject toJson() {
            return Json.object()
                    .put("grant_tx", grantTx)
                    .put("block_height", blockHeight)
                    .putTexts("merkle_proof", merkleProof)
                    .build();
        }
    }

    /// Checks everything but the signature.
    public RecordRequest {
        Check.id("request_id", requestId);
        Check.id("record_type", recordType);
        Check.that(ADDRESS.matcher(patientId).matches(), "patient_id: want a bb1 address");
        Check.that(ADDRESS.matcher(requesterId).matches(), "requester_id: want a bb1 address");
        Check.id("purpose", purpose);
        Check.nonce(nonce);
    }

    /// Reads the form without judging signature and proof.
    public static Decoded<RecordRequest> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("type", TYPE);
                    m.signature();
                    return new RecordRequest(
                            m.text("request_id"),
                            m.text("record_type"),
                            m.text("patient_id"),
                            m.text("requester_id"),
                            m.nested("access_proof", AccessProof::fromJson),
                            m.text("purpose"),
                            m.peerId("sender_peer_id"),
                            m.peerId("recipient_peer_id"),
                            m.epochSeconds("timestamp"),
                            m.hex("nonce", 32));
                });
    }

    /// The form without signature.
    public JsonObject toJson() {
        return Json.object()
                .put("type", TYPE)
                .put("request_id", requestId)
                .put("record_type", recordType)
                .put("patient_id", patientId)
                .put("requester_id", requesterId)
                .put("access_proof", proof.toJson())
                .put("purpose", purpose)
                .put("sender_peer_id", sender.toString())
                .put("recipient_peer_id", recipient.toString())
                .putEpochSeconds("timestamp", timestamp)
                .put("nonce", nonce)
                .build();
    }

    /// Id only: who asks for whose record is personal.
    @Override
    public String toString() {
        return "RecordRequest[" + requestId + "]";
    }
}
