package xyz.blueblocks.audit.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a reader of the log asks for: tile index `<N>` and width `<W>` of the C2SP tlog-tiles
/// paths.
///
/// One text per value: digits only, groups of three, every group but the last begins with `x`, no
/// superfluous leading group.
///
/// @param index 0-based tile index, below 2^55 (a tree holds fewer than 2^63 leaves)
/// @param width hashes asked for, 1..256; 256 means the full tile
public record TilePath(long index, int width) {
    private static final long INDEX_LIMIT = 1L << 55;
    private static final int MAX_GROUPS = 6;
    private static final String PARTIAL = ".p/";

    public TilePath {
        if (index < 0 || index >= INDEX_LIMIT) {
            throw new IllegalArgumentException("index: " + index + " (want 0..2^55-1)");
        }
        if (width < 1 || width > TileId.FULL_WIDTH) {
            throw new IllegalArgumentException("width: " + width + " (want 1..256)");
        }
    }

    /// Reads `x001/x234/067` or `x001/x234/067.p/12`; empty when it is not the one form of a tile.
    public static Optional<TilePath> parse(String text) {
        int mark = text.indexOf(PARTIAL);
        String indexText = mark < 0 ? text : text.substring(0, mark);
        int width = TileId.FULL_WIDTH;
        if (mark >= 0) {
            String widthText = text.substring(mark + PARTIAL.length());
            if (!widthText.matches("[1-9][0-9]{0,2}") || Integer.parseInt(widthText) > 255) {
                return Optional.empty();
            }
            width = Integer.parseInt(widthText);
        }
        List<String> groups = List.of(indexText.split("/", -1));
        if (groups.size() > MAX_GROUPS) {
            return Optional.empty();
        }
        long index = 0;
        for (int i = 0; i < groups.size(); i++) {
            boolean last = i == groups.size() - 1;
            String group = groups.get(i);
            if (!group.matches(last ? "[0-9]{3}" : "x[0-9]{3}")) {
                return Optional.empty();
            }
            index = index * 1000 + Integer.parseInt(last ? group : group.substring(1));
        }
        boolean superfluous = groups.size() > 1 && groups.getFirst().equals("x000");
        return superfluous || index >= INDEX_LIMIT
                ? Optional.empty()
                : Optional.of(new TilePath(index, width));
    }

    /// The path's text, as [#parse] reads it.
    public String text() {
        List<String> groups = new ArrayList<>();
        long rest = index;
        do {
            String digits = "%03d".formatted(rest % 1000);
            groups.addFirst(groups.isEmpty() ? digits : "x" + digits);
            rest /= 1000;
        } while (rest > 0);
        String joined = String.join("/", groups);
        return width == TileId.FULL_WIDTH ? joined : joined + PARTIAL + width;
    }
}
