package xyz.blueblocks.audit.outbound;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import xyz.blueblocks.audit.core.Tile;
import xyz.blueblocks.audit.core.TileId;

/// Table `tile`: one row per tile, growing at the right edge, then fixed.
final class TileRows {
    private TileRows() {}

    static List<Tile> read(Database.Session session, Collection<TileId> ids) {
        List<Tile> tiles = new ArrayList<>();
        if (ids.isEmpty()) {
            return tiles;
        }
        Integer[] levels = ids.stream().map(TileId::level).toArray(Integer[]::new);
        Long[] indexes = ids.stream().map(TileId::index).toArray(Long[]::new);
        for (Row row :
                session.query(
                        "select t.level, t.tile_index, t.hashes from tile t"
                                + " join unnest($1::int4[], $2::int8[]) as wanted (level, tile_index)"
                                + " on t.level = wanted.level and t.tile_index = wanted.tile_index",
                        levels,
                        indexes)) {
            TileId id = new TileId(row.getShort(0), row.getLong(1));
            tiles.add(Tile.of(id, row.getBuffer(2).getBytes()));
        }
        return tiles;
    }

    static void write(Database.Session session, Collection<Tile> tiles) {
        List<Tuple> rows = new ArrayList<>();
        for (Tile tile : tiles) {
            rows.add(
                    Tuple.of(
                            (short) tile.id().level(),
                            tile.id().index(),
                            Database.buffer(tile.bytes(tile.width()))));
        }
        session.batch(
                "insert into tile (level, tile_index, hashes) values ($1, $2, $3)"
                        + " on conflict (level, tile_index) do update set hashes = excluded.hashes",
                rows);
    }
}
