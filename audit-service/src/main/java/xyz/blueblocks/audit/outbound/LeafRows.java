package xyz.blueblocks.audit.outbound;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import xyz.blueblocks.audit.core.AppendPlan;
import xyz.blueblocks.audit.core.NewLeaf;
import xyz.blueblocks.audit.core.Octets;
import xyz.blueblocks.audit.core.StoredSubject;

/// Tables `subject_key`, `log_entry`, `entry_party` and `tile`: the rows of one batch.
final class LeafRows {
    private LeafRows() {}

    static void write(Database.Session session, AppendPlan plan, Instant now) {
        OffsetDateTime appendedAt = OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
        session.batch(
                "insert into subject_key (subject_ref, subject_tag, wrapped) values ($1, $2, $3)",
                plan.subjects().stream().map(LeafRows::row).toList());
        session.batch(
                "insert into log_entry (leaf_index, event_tag, fingerprint, subject_ref, salt,"
                        + " commitment, open_json, sealed, appended_at)"
                        + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                plan.leaves().stream().map(leaf -> row(leaf, appendedAt)).toList());
        session.batch(
                "insert into entry_party (party_tag, leaf_index, record_tag)"
                        + " values ($1, $2, $3)",
                parties(plan.leaves()));
        TileRows.write(session, plan.tiles());
    }

    static StoredSubject subject(Row row) {
        return new StoredSubject(
                Database.octets(row, "subject_ref"),
                Database.octets(row, "subject_tag"),
                Database.octets(row, "wrapped"));
    }

    private static Tuple row(StoredSubject subject) {
        return Tuple.of(
                Database.buffer(subject.ref()),
                Database.buffer(subject.tag()),
                Database.buffer(subject.wrapped()));
    }

    private static Tuple row(NewLeaf leaf, OffsetDateTime appendedAt) {
        return Tuple.tuple()
                .addLong(leaf.index())
                .addBuffer(Database.buffer(leaf.eventTag()))
                .addBuffer(Database.buffer(leaf.fingerprint()))
                .addBuffer(Database.buffer(leaf.subjectRef()))
                .addBuffer(Database.buffer(leaf.salt()))
                .addBuffer(Database.buffer(leaf.commitment()))
                .addString(leaf.openJson())
                .addBuffer(Database.buffer(leaf.sealed()))
                .addOffsetDateTime(appendedAt);
    }

    private static List<Tuple> parties(List<NewLeaf> leaves) {
        List<Tuple> rows = new ArrayList<>();
        for (NewLeaf leaf : leaves) {
            for (Octets party : leaf.partyTags()) {
                rows.add(
                        Tuple.tuple()
                                .addBuffer(Database.buffer(party))
                                .addLong(leaf.index())
                                .addBuffer(leaf.recordTag().map(Database::buffer).orElse(null)));
            }
        }
        return rows;
    }
}
