package xyz.blueblocks.wire.message;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;

/// What the receiver has of a message or file, signed by the receiver; when complete it is the
/// delivery receipt.
///
/// @param status what became of the offer
/// @param sender who acknowledges: the receiver of the data
/// @param recipient who offered
/// @param subject which message or file
/// @param offerHash `blake3:` and hexadecimal digits, of the signed JSON of the offer
/// @param received [ChunkBitmap], of files only
/// @param completion with status complete only
/// @param error why, with status refused only
/// @param timestamp when it was made
public record DataAck(
        Status status,
        PeerId sender,
        PeerId recipient,
        Subject subject,
        String offerHash,
        Optional<String> received,
        Optional<Completion> completion,
        Optional<ErrorCode> error,
        Instant timestamp) {
    /// Label of its signature.
    public static final String LABEL = SignLabels.DATA_ACK;

    private static final String TYPE = "DATA_ACK";
    private static final int MAX_BITMAP_CHARS = (Limits.MAX_CHUNKS / 8 * 4 + 2) / 3;

    /// What became of an offer.
    public enum Status {
        /// Chunks may come.
        ACCEPTED,
        /// All of it is verified and written.
        COMPLETE,
        /// It is not wanted; `error_code` says why.
        REFUSED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Status> parse(String text) {
            for (Status each : values()) {
                if (each.text().equals(text)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
    }

    /// Which message or file an acknowledgement is about.
    public sealed interface Subject {
        /// A file, by member `file_id`.
        ///
        /// @param id its id
        record OfFile(FileId id) implements Subject {}

        /// A message, by member `message_id`.
        ///
        /// @param id its id
        record OfMessage(String id) implements Subject {
            /// Checks the id.
            public OfMessage {
                Check.id("message_id", id);
            }
        }
    }

    /// What a delivery receipt adds.
    ///
    /// @param hash of the whole, `blake3:` and hexadecimal digits
    /// @param sizeBytes of the whole
    /// @param pq whether ML-KEM took part in the session's keys
    public record Completion(String hash, long sizeBytes, boolean pq) {
        /// Checks hash and range.
        public Completion {
            Check.hash("hash", hash, "blake3");
            Check.range("size_bytes", sizeBytes, 0, Limits.MAX_FILE_BYTES);
        }
    }

    /// Checks that the members belong together.
    public DataAck {
        Check.hash("offer_hash", offerHash, "blake3");
        Check.that(
                completion.isPresent() == (status == Status.COMPLETE),
                "hash, size_bytes, pq: want with status complete and only then");
        Check.that(
                error.isEmpty() || status == Status.REFUSED,
                "error_code: want only with status refused");
        Check.that(
                received.isEmpty() || subject instanceof Subject.OfFile,
                "received: want only of files");
        Check.that(
                received.isPresent()
                        || status != Status.ACCEPTED
                        || subject instanceof Subject.OfMessage,
                "received: want with an accepted file");
    }

    /// Reads the form without judging the signature.
    public static Decoded<DataAck> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("type", TYPE);
                    m.signature();
                    Status status = m.parsed("status", Status::parse);
                    return new DataAck(
                            status,
                            m.peerId("sender_peer_id"),
                            m.peerId("recipient_peer_id"),
                            subject(m),
                            m.hash("offer_hash", "blake3"),
                            m.optionalText("received", MAX_BITMAP_CHARS),
                            status == Status.COMPLETE
                                    ? Optional.of(completion(m))
                                    : Optional.empty(),
                            m.optionalParsed("error_code", ErrorCode::parse),
                            m.epochSeconds("timestamp"));
                });
    }

    /// The form without signature.
    public JsonObject toJson() {
        JsonObject.Builder json =
                Json.object()
                        .put("type", TYPE)
                        .put("status", status.text())
                        .put("sender_peer_id", sender.toString())
                        .put("recipient_peer_id", recipient.toString())
                        .put("offer_hash", offerHash)
                        .putText("received", received)
                        .putText("error_code", error.map(ErrorCode::code))
                        .putEpochSeconds("timestamp", timestamp);
        switch (subject) {
            case Subject.OfFile(FileId id) -> json.put("file_id", id.toString());
            case Subject.OfMessage(String id) -> json.put("message_id", id);
        }
        completion.ifPresent(whole ->
                json.put("hash", whole.hash)
                        .put("size_bytes", whole.sizeBytes)
                        .put("pq", whole.pq));
        return json.build();
    }

    private static Subject subject(Members m) {
        boolean file = m.object().has("file_id");
        m.require(
                file != m.object().has("message_id"),
                ErrorCode.INVALID_FORMAT,
                "file_id, message_id: want exactly one");
        return file
                ? new Subject.OfFile(m.parsed("file_id", FileId::parse))
                : new Subject.OfMessage(m.text("message_id"));
    }

    private static Completion completion(Members m) {
        return new Completion(
                m.hash("hash", "blake3"),
                m.integer("size_bytes", 0, Limits.MAX_FILE_BYTES),
                m.bool("pq"));
    }
}
