package xyz.blueblocks.link.https;

import java.util.Optional;
import java.util.function.Supplier;
import xyz.blueblocks.wire.json.JsonObject;

/// One call to a service, to be made at whichever replica answers.
///
/// @param method such as `GET`
/// @param path below the base URL, with a leading slash, and its query
/// @param credential with what it is authorised
/// @param body made anew for each try, because a signed body counts once
/// @param maxAnswerBytes a longer answer is refused
public record Call(
        String method,
        String path,
        Credential credential,
        Optional<Supplier<JsonObject>> body,
        int maxAnswerBytes) {
    private static final int USUAL_ANSWER_BYTES = 1 << 20;

    /// Reads something.
    public static Call get(String path, Credential credential) {
        return new Call("GET", path, credential, Optional.empty(), USUAL_ANSWER_BYTES);
    }

    /// Sends something.
    public static Call post(String path, Credential credential, Supplier<JsonObject> body) {
        return new Call("POST", path, credential, Optional.of(body), USUAL_ANSWER_BYTES);
    }

    /// The same with another method.
    public Call as(String other) {
        return new Call(other, path, credential, body, maxAnswerBytes);
    }

    /// The same with room for a longer answer.
    public Call answeringUpTo(int bytes) {
        return new Call(method, path, credential, body, bytes);
    }
}
