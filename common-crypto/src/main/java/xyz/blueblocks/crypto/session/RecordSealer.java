package xyz.blueblocks.crypto.session;

import java.util.Arrays;
import java.util.Objects;

/// Writes this end's messages into cells, one record per cell.
///
/// Numbers, counters, rekeying and the onion's layers are inside: a caller gives bodies in the
/// order in which it sends the cells. Not thread-safe; independent of the session's [RecordOpener].
/// Source: docs/spec/session.md, sections 4 and 5.
public final class RecordSealer implements AutoCloseable {
    private static final byte[] NO_AAD = new byte[0];
    private static final byte[] NOTHING = new byte[0];
    private static final long MAX_NUMBER = 0xFFFF_FFFFL;

    /// Messages begun and not ended, at most, per direction.
    static final int MAX_OPEN = 16;

    private final RecordRatchet ratchet;
    private final CellLayers layers;
    private final long endMillis;
    private final int recordBytes;
    private final RecordHead head = new RecordHead();
    private final RandomFiller filler = new RandomFiller();
    private byte[] plain = NOTHING;
    private long nextNumber;
    private int open;
    private long cells;

    RecordSealer(RecordRatchet ratchet, CellLayers layers, long endMillis) {
        this.ratchet = ratchet;
        this.layers = layers;
        this.endMillis = endMillis;
        this.recordBytes = layers.sentCellBytes() - RecordHead.TAG * layers.relays();
    }

    /// Size of the cells made, in bytes.
    public int cellBytes() {
        return layers.sentCellBytes();
    }

    /// Bytes of a message that one record holds.
    public int capacity() {
        return rawCapacity() - RecordHead.TAG;
    }

    /// Bytes of a sealed chunk that one CHUNK record holds; never less than 2^k + 16.
    public int rawCapacity() {
        return recordBytes - RecordHead.SEALED;
    }

    /// Begins a message of several records.
    ///
    /// @param type 0x01..0x3F except CHUNK
    public OutgoingMessage message(int type) {
        if (type < 1 || type > RecordHead.MAX_TYPE || type == RecordHead.CHUNK) {
            throw new IllegalArgumentException("type: " + type + " (want 1..63, not CHUNK)");
        }
        return new OutgoingMessage(this, type, RecordHead.noChunk(), 0);
    }

    /// Begins a CHUNK, whose body is what the chunk cipher made.
    ///
    /// @param chunkId 16 bytes
    /// @param sequence the chunk's number in its file, from 0
    public OutgoingMessage chunk(byte[] chunkId, int sequence) {
        if (chunkId.length != RecordHead.CHUNK_ID || sequence < 0) {
            throw new IllegalArgumentException(
                    "chunk: " + chunkId.length + ", " + sequence + " (want 16 bytes, 0 or more)");
        }
        return new OutgoingMessage(this, RecordHead.CHUNK, chunkId.clone(), sequence);
    }

    /// Seals a message that fits one record; see [OutgoingMessage#seal].
    public void seal(
            int type, byte[] body, int off, int len, byte[] cell, int cellOff, long nowMillis) {
        message(type).seal(body, off, len, true, cell, cellOff, nowMillis);
    }

    /// Fills a cell that carries nothing, to hide a count or to rekey in time.
    public void padding(byte[] cell, int cellOff, long nowMillis) {
        Objects.checkFromIndexSize(cellOff, cellBytes(), cell.length);
        head.write(RecordHead.PADDING, rekeyFlag(nowMillis), 0, 0, RecordHead.noChunk(), 0);
        record(NOTHING, 0, 0, cell, cellOff, nowMillis);
    }

    /// Cells sealed so far in this direction.
    public long cellsSealed() {
        return cells;
    }

    /// How many times to call [#padding] before CLOSE, so that the count of cells says little.
    public long paddingDue() {
        return Padme.cells(cells) - cells;
    }

    /// When to send [#padding] at the latest if nothing else was sealed: the other end takes
    /// nothing under a key that is a minute older.
    public long rekeyDueMillis() {
        return ratchet.dueMillis();
    }

    /// Whether nothing can be sealed any more: the session's hour is over, or its key grew too old
    /// unused. A new circuit takes over.
    public boolean expiredAt(long nowMillis) {
        return nowMillis - endMillis >= 0 || ratchet.tooOldAt(nowMillis);
    }

    /// Number for a message whose first record is sealed now.
    long begin() {
        if (open == MAX_OPEN || nextNumber > MAX_NUMBER) {
            throw new IllegalStateException(
                    "messages: " + open + " open (want fewer than " + MAX_OPEN + ")");
        }
        open++;
        return nextNumber++;
    }

    void end() {
        open--;
    }

    int rekeyFlag(long nowMillis) {
        if (expiredAt(nowMillis)) {
            throw new IllegalStateException("session: expired (want expiredAt() asked before)");
        }
        return ratchet.atLimit() || ratchet.agedAt(nowMillis) ? RecordHead.REKEY : 0;
    }

    RecordHead head() {
        return head;
    }

    /// Seals the head as it stands and the body behind it, puts the layers on, moves on.
    void record(byte[] body, int off, int len, byte[] cell, int cellOff, long nowMillis) {
        ratchet.key()
                .seal(ratchet.headNonce(), NO_AAD, head.bytes, 0, RecordHead.SIZE, cell, cellOff);
        int at = cellOff + RecordHead.SEALED;
        if (head.has(RecordHead.RAW)) {
            System.arraycopy(body, off, cell, at, len);
            filler.fill(cell, at + len, rawCapacity() - len);
        } else if (len == capacity()) {
            ratchet.key().seal(ratchet.bodyNonce(), NO_AAD, body, off, len, cell, at);
        } else {
            byte[] padded = padded(body, off, len);
            ratchet.key().seal(ratchet.bodyNonce(), NO_AAD, padded, 0, padded.length, cell, at);
        }
        layers.seal(cell, cellOff);
        cells++;
        ratchet.next(head.has(RecordHead.REKEY), nowMillis);
    }

    private byte[] padded(byte[] body, int off, int len) {
        if (plain.length == 0) {
            plain = new byte[capacity()];
        }
        System.arraycopy(body, off, plain, 0, len);
        Arrays.fill(plain, len, plain.length, (byte) 0);
        return plain;
    }

    /// Destroys this direction's keys.
    @Override
    public void close() {
        ratchet.close();
        filler.close();
        Arrays.fill(plain, (byte) 0);
    }
}
