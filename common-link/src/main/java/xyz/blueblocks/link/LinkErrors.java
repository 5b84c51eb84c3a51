package xyz.blueblocks.link;

import java.time.Instant;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.ErrorMessage;

/// The seed's ERROR message, as links and refused upgrades send it.
final class LinkErrors {
    private LinkErrors() {}

    /// @param message what was wrong; a fixed text, never anything the peer sent
    static JsonObject json(ErrorCode code, String message, Instant now) {
        return ErrorMessage.of(code, message, "link", now).toJson();
    }
}
