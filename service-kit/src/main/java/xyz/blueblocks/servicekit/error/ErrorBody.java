package xyz.blueblocks.servicekit.error;

import java.time.Instant;
import java.util.Map;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// The seed's ERROR JSON, and its RFC 9457 form for callers that ask for
/// `application/problem+json`.
///
/// Source: seed section 10; row X27.
public final class ErrorBody {
    /// Media type of the seed's form.
    public static final String JSON = "application/json";

    /// Media type of the RFC 9457 form.
    public static final String PROBLEM = "application/problem+json";

    private ErrorBody() {}

    /// The seed's form.
    public static byte[] json(
            ErrorCode code,
            String message,
            String requestId,
            Instant now,
            Map<String, String> details) {
        return members(code, message, requestId, now, details).build().canonical();
    }

    /// Whether an `Accept` header asks for RFC 9457 and not for the seed's form.
    public static boolean asksForProblem(String accept) {
        return accept.contains(PROBLEM) && !accept.contains(JSON);
    }

    /// The body in the form of `mediaType`: RFC 9457 has the seed's members as extensions.
    public static byte[] of(
            String mediaType, Refused refusal, int status, String requestId, Instant now) {
        JsonObject.Builder body =
                members(refusal.code(), refusal.message(), requestId, now, refusal.details());
        if (mediaType.equals(PROBLEM)) {
            body.put("type", "about:blank")
                    .put("title", refusal.code().title())
                    .put("status", status)
                    .put("detail", refusal.message());
        }
        return body.build().canonical();
    }

    private static JsonObject.Builder members(
            ErrorCode code,
            String message,
            String requestId,
            Instant now,
            Map<String, String> details) {
        JsonObject.Builder more = Json.object();
        details.forEach(more::put);
        return Json.object()
                .put("type", "ERROR")
                .put("error_code", code.code())
                .put("error_name", code.title())
                .put("message", message)
                .put("request_id", requestId)
                .putEpochSeconds("timestamp", now)
                .put("details", more.build());
    }
}
