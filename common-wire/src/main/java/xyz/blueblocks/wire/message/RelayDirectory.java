package xyz.blueblocks.wire.message;

import java.util.List;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;

/// Answer of `GET /relays`: what every relay says of itself.
///
/// @param relays each a [RelayDescriptor] as signed, at most 4096; to be verified one by one, so
///   that a bad one spoils no other
public record RelayDirectory(List<JsonObject> relays) {
    private static final int MAX_RELAYS = 4096;

    /// Copies the list.
    public RelayDirectory {
        relays = List.copyOf(relays);
        Check.most("relays", relays, MAX_RELAYS);
    }

    /// Reads the form of the list, not of its elements. Parse with
    /// [xyz.blueblocks.wire.Limits#MAX_LIST_JSON_BYTES].
    public static Decoded<RelayDirectory> fromJson(JsonObject json) {
        return Members.read(
                json, m -> new RelayDirectory(m.list("relays", 0, MAX_RELAYS, Decoded::ok)));
    }

    /// The form.
    public JsonObject toJson() {
        return Json.object().put("relays", relays).build();
    }
}
