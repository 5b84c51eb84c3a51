package xyz.blueblocks.wire.message;

import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.JsonObject;

/// JSON that travels in DATA frames on route id zeros: what the two ends of a link tell each other.
public sealed interface ControlMessage permits LinkToken, Attach, Reservation, GoAway {

    /// Reads whichever it is, by its member `type`; judges no signature.
    static Decoded<ControlMessage> fromJson(JsonObject json) {
        return switch (json.text("type").orElse("")) {
            case LinkToken.TYPE -> LinkToken.fromJson(json).map(ControlMessage.class::cast);
            case Attach.TYPE -> Attach.fromJson(json).map(ControlMessage.class::cast);
            case Reservation.TYPE -> Reservation.fromJson(json).map(ControlMessage.class::cast);
            case GoAway.TYPE -> GoAway.fromJson(json).map(ControlMessage.class::cast);
            default -> Decoded.malformed("type: not a control message", -1);
        };
    }

    /// The form without signature.
    JsonObject toJson();
}
