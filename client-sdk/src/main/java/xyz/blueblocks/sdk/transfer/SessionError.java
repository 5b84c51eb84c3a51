package xyz.blueblocks.sdk.transfer;

import java.util.Optional;
import java.util.OptionalLong;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.ErrorMessage;
import xyz.blueblocks.wire.message.FileId;

/// An ERROR inside a session: what is wrong with one chunk, one file, one message, or all of it.
///
/// In `details`: `file_id` and `sequence`, or `message_id`, or nothing. From a sender E012 says
/// that the rest of a file will not come; from a receiver E006 or E013 with a sequence asks for
/// that chunk again.
///
/// @param code what is wrong
/// @param file which file, if one
/// @param sequence which of its chunks, if one
/// @param messageId which message, if one
public record SessionError(
        ErrorCode code, Optional<FileId> file, OptionalLong sequence, Optional<String> messageId) {
    private static final String FILE = "file_id";
    private static final String SEQUENCE = "sequence";
    private static final String MESSAGE = "message_id";
    private static final int REQUEST_ID_BYTES = 8;

    /// About a whole file.
    public static SessionError ofFile(ErrorCode code, FileId file) {
        return new SessionError(code, Optional.of(file), OptionalLong.empty(), Optional.empty());
    }

    /// About one chunk.
    public static SessionError ofChunk(ErrorCode code, FileId file, int sequence) {
        return new SessionError(
                code, Optional.of(file), OptionalLong.of(sequence), Optional.empty());
    }

    /// About a message that could not even be refused by a signed answer.
    public static SessionError of(ErrorCode code) {
        return new SessionError(code, Optional.empty(), OptionalLong.empty(), Optional.empty());
    }

    /// What an [ErrorMessage] says.
    public static SessionError read(ErrorMessage message) {
        JsonObject details = message.details();
        return new SessionError(
                message.code(),
                details.text(FILE).flatMap(FileId::parse),
                details.integer(SEQUENCE),
                details.text(MESSAGE));
    }

    /// The body of the ERROR.
    public byte[] encode(Surroundings around) {
        JsonObject.Builder details = Json.object();
        file.ifPresent(id -> details.put(FILE, id.toString()));
        sequence.ifPresent(n -> details.put(SEQUENCE, n));
        messageId.ifPresent(id -> details.put(MESSAGE, id));
        ErrorMessage message =
                new ErrorMessage(
                        code,
                        "Transfer: " + code.title().replace('_', ' ') + ".",
                        Text.hex(around.bytes(REQUEST_ID_BYTES)),
                        around.now(),
                        details.build());
        return message.toJson().canonical();
    }
}
