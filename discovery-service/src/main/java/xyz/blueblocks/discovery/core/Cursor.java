package xyz.blueblocks.discovery.core;

import java.nio.ByteBuffer;
import java.util.Optional;
import xyz.blueblocks.crypto.Text;

/// Where a page begins: after the peer with this number. Peers are numbered in the order of their
/// first registration, so those that come later change no page but the last (row A12).
///
/// @param after number of the last peer of the page before, 0 for the first page
/// @param page which page this is, from 1
public record Cursor(long after, int page) {
    /// The first page.
    public static final Cursor START = new Cursor(0, 1);

    /// Checks the ranges.
    public Cursor {
        if (after < 0 || page < 1) {
            throw new IllegalArgumentException(
                    "cursor: " + after + ", " + page + " (want >= 0, >= 1)");
        }
    }

    /// The page after this one.
    public Cursor next(long last) {
        return new Cursor(last, page + 1);
    }

    /// The form in answers and queries.
    public String text() {
        return Text.base64url(ByteBuffer.allocate(12).putLong(after).putInt(page).array());
    }

    /// Reads [#text]; a cursor is not secret, only opaque.
    public static Optional<Cursor> parse(String text) {
        return text.length() == 16
                ? Text.parseBase64url(text)
                        .map(ByteBuffer::wrap)
                        .filter(b -> b.getLong(0) >= 0 && b.getInt(8) >= 1)
                        .map(b -> new Cursor(b.getLong(0), b.getInt(8)))
                : Optional.empty();
    }
}
