package xyz.blueblocks.wire.message;

import java.util.List;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;

/// GOAWAY: a relay is going to stop, and where to go instead.
///
/// Names relays of the signed directory only; addresses come from their descriptors.
///
/// @param relays whom to use instead, best first, at most 16
/// @param seconds how long this relay still serves, 0 to 3600
public record GoAway(List<PeerId> relays, int seconds) implements ControlMessage {
    static final String TYPE = "GOAWAY";
    private static final int MAX_RELAYS = 16;
    private static final int MAX_SECONDS = 3600;

    /// Copies the list and checks the ranges.
    public GoAway {
        relays = List.copyOf(relays);
        Check.most("relays", relays, MAX_RELAYS);
        Check.range("seconds", seconds, 0, MAX_SECONDS);
    }

    /// Reads the form.
    public static Decoded<GoAway> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("type", TYPE);
                    return new GoAway(
                            m.texts("relays", 0, MAX_RELAYS, PeerId::parse),
                            (int) m.integer("seconds", 0, MAX_SECONDS));
                });
    }

    @Override
    public JsonObject toJson() {
        return Json.object()
                .put("type", TYPE)
                .putTexts("relays", relays.stream().map(PeerId::toString).toList())
                .put("seconds", (long) seconds)
                .build();
    }
}
