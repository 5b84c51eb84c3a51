package xyz.blueblocks.wire.message;

import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;

/// TOKEN: a fresh session token for the link, before the old one ends.
///
/// @param token of the same subject
public record LinkToken(String token) implements ControlMessage {
    static final String TYPE = "TOKEN";

    /// Checks the length.
    public LinkToken {
        Check.line("token", token, Limits.MAX_TOKEN_BYTES);
    }

    /// Reads the form.
    public static Decoded<LinkToken> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("type", TYPE);
                    return new LinkToken(m.text("token", Limits.MAX_TOKEN_BYTES));
                });
    }

    @Override
    public JsonObject toJson() {
        return Json.object().put("type", TYPE).put("token", token).build();
    }

    /// Without the token.
    @Override
    public String toString() {
        return "LinkToken[]";
    }
}
