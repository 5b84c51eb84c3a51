package xyz.blueblocks.discovery.outbound;

import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.event.PeerEvent;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;

/// A peer event as discovery writes it: with member `seq`, the number of the peer's row, which
/// other readers pass over. It keeps a replica's pages in the same order with and without the
/// database.
///
/// @param event the event
/// @param seq number of the peer, from 1
record SequencedEvent(PeerEvent event, long seq) {
    private static final String SEQ = "seq";

    static JsonObject write(PeerEvent event, long seq) {
        return event.toJson().with(SEQ, new JsonValue.Num(seq));
    }

    static Decoded<SequencedEvent> read(JsonObject json) {
        long seq = json.integer(SEQ).orElse(0);
        return seq < 1
                ? Decoded.malformed("seq: want at least 1", -1)
                : PeerEvent.fromJson(json).map(event -> new SequencedEvent(event, seq));
    }
}
