package xyz.blueblocks.audit.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.event.AuditEvent;
import xyz.blueblocks.wire.json.JsonObject;

/// Where events of authenticated peers come in: takes only a peer's own, and marks them.
///
/// What would be a dead letter is refused here instead, while its producer still listens.
public final class EventDoor {
    private static final EventPosition AT_THE_DOOR = new EventPosition("door", 0, 0);

    private final EventJudge judge;
    private final MasterKey master;

    public EventDoor(EventJudge judge, MasterKey master) {
        this.judge = judge;
        this.master = master;
    }

    /// What became of the events of one request.
    public sealed interface Taken {
        /// All are good and marked.
        record All(List<MarkedEvent> events) implements Taken {
            public All {
                events = List.copyOf(events);
            }
        }

        /// One is bad, so none is taken.
        ///
        /// @param index 0-based place in the request
        record Bad(int index, RefusalReason reason, String detail) implements Taken {}
    }

    /// Judges and marks events of `producer`.
    public Taken take(PeerId producer, List<JsonObject> events) {
        String source = AuditEvent.peerSource(producer);
        List<MarkedEvent> marked = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (!events.get(i).text("source").equals(Optional.of(source))) {
                return new Taken.Bad(
                        i, RefusalReason.FOREIGN_SOURCE, "source: want urn:blueblocks:peer:<you>");
            }
            byte[] value = events.get(i).canonical();
            Octets mark = master.ingestMark(source, value);
            IncomingEvent incoming =
                    new IncomingEvent(AT_THE_DOOR, new byte[0], value, Optional.of(mark));
            switch (judge.judge(incoming)) {
                case Verdict.Refused(_, var reason, var detail) -> {
                    return new Taken.Bad(i, reason, detail);
                }
                case Verdict.Accepted(_, var event) ->
                        marked.add(new MarkedEvent(event.name(), event.key(), value, mark));
            }
        }
        return new Taken.All(marked);
    }
}
