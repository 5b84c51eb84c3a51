package xyz.blueblocks.audit.outbound;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.audit.core.LogReader;
import xyz.blueblocks.audit.core.Octets;
import xyz.blueblocks.audit.core.StoredLeaf;
import xyz.blueblocks.audit.core.StoredSubject;
import xyz.blueblocks.audit.core.Tile;
import xyz.blueblocks.audit.core.TileId;

/// Reads the log's tables for those who check it and those it speaks of.
public final class PgLogReader implements LogReader {
    private static final String LEAF =
            "select e.leaf_index, e.salt, e.commitment, e.sealed,"
                    + " s.subject_ref, s.subject_tag, s.wrapped from log_entry e"
                    + " left join subject_key s on s.subject_ref = e.subject_ref ";

    private final Database database;

    public PgLogReader(Database database) {
        this.database = database;
    }

    @Override
    public Optional<SignedSize> latest() {
        return checkpoint(
                database.session()
                        .query(
                                "select tree_size, note from checkpoint"
                                        + " order by tree_size desc limit 1"));
    }

    @Override
    public Optional<SignedSize> covering(long leafIndex) {
        return checkpoint(
                database.session()
                        .query(
                                "select tree_size, note from checkpoint where tree_size > $1"
                                        + " order by tree_size limit 1",
                                leafIndex));
    }

    private static Optional<SignedSize> checkpoint(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(new SignedSize(row.getLong(0), row.getString(1)));
        }
        return Optional.empty();
    }

    @Override
    public List<Tile> tiles(Collection<TileId> ids) {
        return TileRows.read(database.session(), ids);
    }

    @Override
    public List<Octets> commitments(long first, int count) {
        List<Octets> all = new ArrayList<>();
        for (Row row :
                database.session()
                        .query(
                                "select commitment from log_entry where leaf_index >= $1"
                                        + " and leaf_index < $2 order by leaf_index",
                                first,
                                first + count)) {
            all.add(Database.octets(row, "commitment"));
        }
        return all;
    }

    @Override
    public Optional<StoredLeaf> leaf(Octets eventTag) {
        RowSet<Row> rows =
                database.session()
                        .query(LEAF + "where e.event_tag = $1", Database.buffer(eventTag));
        for (Row row : rows) {
            return Optional.of(leaf(row));
        }
        return Optional.empty();
    }

    @Override
    public List<StoredLeaf> leaves(PartyQuery query) {
        Tuple parameters =
                Tuple.of(Database.buffer(query.party()), query.fromIndex(), query.limit());
        StringBuilder where =
                new StringBuilder(
                        "join entry_party p on p.leaf_index = e.leaf_index"
                                + " where p.party_tag = $1 and p.leaf_index >= $2");
        query.record()
                .ifPresent(record -> {
                    parameters.addBuffer(Database.buffer(record));
                    where.append(" and p.record_tag = $").append(parameters.size());
                });
        query.with()
                .ifPresent(with -> {
                    parameters.addBuffer(Database.buffer(with));
                    where.append(" and exists (select 1 from entry_party w where")
                            .append(" w.leaf_index = p.leaf_index and w.party_tag = $")
                            .append(parameters.size())
                            .append(')');
                });
        where.append(" order by p.leaf_index limit $3");
        List<StoredLeaf> leaves = new ArrayList<>();
        for (Row row : database.session().query(LEAF + where, parameters)) {
            leaves.add(leaf(row));
        }
        return leaves;
    }

    private static StoredLeaf leaf(Row row) {
        Optional<StoredSubject> subject =
                row.getBuffer("subject_ref") == null
                        ? Optional.empty()
                        : Optional.of(LeafRows.subject(row));
        return new StoredLeaf(
                row.getLong("leaf_index"),
                Database.octets(row, "salt"),
                Database.octets(row, "commitment"),
                Database.octets(row, "sealed"),
                subject);
    }
}
