package xyz.blueblocks.crypto.session;

import java.util.Objects;

/// One message on its way out, fragment by fragment.
///
/// Its number is taken when the first fragment is sealed, so messages may be prepared in any order;
/// fragments of up to 16 messages may alternate. A message that was begun must be ended. Belongs to
/// its sealer's thread.
public final class OutgoingMessage {
    /// Longest message, in bytes.
    public static final int MAX_BYTES = 10 * 1024 * 1024;

    /// Longest CHUNK: 1 MiB and its tag.
    public static final int MAX_CHUNK_BYTES = 1024 * 1024 + 16;

    private final RecordSealer sealer;
    private final int type;
    private final byte[] chunkId;
    private final int sequence;
    private long number = -1;
    private long total;
    private boolean done;

    OutgoingMessage(RecordSealer sealer, int type, byte[] chunkId, int sequence) {
        this.sealer = sealer;
        this.type = type;
        this.chunkId = chunkId;
        this.sequence = sequence;
    }

    /// Seals the next fragment into a whole cell, all layers on, ready for its frame.
    ///
    /// @param body where the fragment lies; must not overlap the cell
    /// @param len at most [RecordSealer#capacity], for a CHUNK [RecordSealer#rawCapacity]; 0 only
    ///   for a message that is empty altogether
    /// @param last whether it ends the message
    /// @param cellOff where [RecordSealer#cellBytes] bytes are written
    public void seal(
            byte[] body, int off, int len, boolean last, byte[] cell, int cellOff, long nowMillis) {
        Objects.checkFromIndexSize(off, len, body.length);
        Objects.checkFromIndexSize(cellOff, sealer.cellBytes(), cell.length);
        boolean raw = type == RecordHead.CHUNK;
        boolean first = number < 0;
        check(len, last, first, raw);
        int flags =
                sealer.rekeyFlag(nowMillis)
                        | (first ? RecordHead.FIRST : 0)
                        | (last ? RecordHead.LAST : 0)
                        | (raw ? RecordHead.RAW : 0);
        if (first) {
            number = sealer.begin();
        }
        total += len;
        sealer.head().write(type, flags, number, len, chunkId, sequence);
        sealer.record(body, off, len, cell, cellOff, nowMillis);
        if (last) {
            done = true;
            sealer.end();
        }
    }

    private void check(int len, boolean last, boolean first, boolean raw) {
        if (done) {
            throw new IllegalStateException("message: ended (want a new one)");
        }
        int room = raw ? sealer.rawCapacity() : sealer.capacity();
        if (len > room || (len == 0 && !(first && last))) {
            throw new IllegalArgumentException("len: " + len + " (want 1.." + room + ")");
        }
        int most = raw ? MAX_CHUNK_BYTES : MAX_BYTES;
        if (total + len > most) {
            throw new IllegalArgumentException(
                    "message: " + (total + len) + " bytes (want at most " + most + ")");
        }
    }
}
