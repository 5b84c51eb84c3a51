package xyz.blueblocks.wire.message;

import java.time.Instant;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;

/// The seed's ERROR: body of every HTTP answer that is not a success, and payload of ERROR frames.
///
/// Holds no key, no token, nothing personal, no class name and no stack trace.
///
/// @param code what went wrong
/// @param message one sentence for a person, at most 256 characters
/// @param requestId what the answering program calls the request; also in its log
/// @param timestamp when it went wrong
/// @param details members that help a program; may be empty
public record ErrorMessage(
        ErrorCode code, String message, String requestId, Instant timestamp, JsonObject details) {
    /// Media type of the HTTP body.
    public static final String MEDIA_TYPE = "application/json";

    private static final String TYPE = "ERROR";

    /// Checks the texts.
    public ErrorMessage {
        Check.line("message", message, Members.MAX_TEXT);
        Check.id("request_id", requestId);
    }

    /// An error without details.
    public static ErrorMessage of(
            ErrorCode code, String message, String requestId, Instant timestamp) {
        return new ErrorMessage(code, message, requestId, timestamp, Json.object().build());
    }

    /// Reads the form; the name must be the code's.
    public static Decoded<ErrorMessage> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("type", TYPE);
                    ErrorCode code = m.parsed("error_code", ErrorCode::parse);
                    m.constant("error_name", code.title());
                    return new ErrorMessage(
                            code,
                            m.text("message"),
                            m.text("request_id"),
                            m.epochSeconds("timestamp"),
                            m.object("details"));
                });
    }

    /// The form.
    public JsonObject toJson() {
        return Json.object()
                .put("type", TYPE)
                .put("error_code", code.code())
                .put("error_name", code.title())
                .put("message", message)
                .put("request_id", requestId)
                .putEpochSeconds("timestamp", timestamp)
                .put("details", details)
                .build();
    }
}
