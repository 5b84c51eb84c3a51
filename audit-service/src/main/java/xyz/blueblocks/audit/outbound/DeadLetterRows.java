package xyz.blueblocks.audit.outbound;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import xyz.blueblocks.audit.core.AppendPlan;
import xyz.blueblocks.audit.core.EventPosition;
import xyz.blueblocks.audit.core.Verdict;

/// Table `dead_letter`: bad events, once each, on their way to the dead-letter topic.
final class DeadLetterRows {
    private DeadLetterRows() {}

    /// Notes the batch's bad events; answers those that had not been noted before.
    static List<Verdict.Refused> write(Database.Session session, AppendPlan plan, Instant now) {
        OffsetDateTime seenAt = OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
        List<Verdict.Refused> noted = new ArrayList<>();
        for (Verdict.Refused refused : plan.deadLetters()) {
            EventPosition at = refused.incoming().position();
            Tuple row =
                    Tuple.of(at.topicId(), at.partition(), at.offset())
                            .addString(refused.reason().name())
                            .addString(refused.detail())
                            .addBuffer(Database.buffer(refused.incoming().key()))
                            .addBuffer(Database.buffer(refused.incoming().value()))
                            .addOffsetDateTime(seenAt);
            int inserted =
                    session.update(
                            "insert into dead_letter (topic_id, partition, event_offset, reason,"
                                    + " detail, record_key, record_value, seen_at)"
                                    + " values ($1, $2, $3, $4, $5, $6, $7, $8)"
                                    + " on conflict (topic_id, partition, event_offset) do nothing",
                            row);
            if (inserted == 1) {
                noted.add(refused);
            }
        }
        return noted;
    }
}
