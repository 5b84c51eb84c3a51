package xyz.blueblocks.crypto.session;

import java.util.Arrays;

/// Reads the other end's cells, one record each.
///
/// Counters, rekeying, the onion's layers and the rules of messages (numbers without gaps, at most
/// 16 open, sizes) are inside; cells must be given in the order of arrival. The first broken rule
/// ends the session. Not thread-safe; independent of the session's [RecordSealer]. Source:
/// docs/spec/session.md, sections 4 and 5.
public final class RecordOpener implements AutoCloseable {
    private static final byte[] NO_AAD = new byte[0];
    private static final int ENCRYPTION_ERROR = 6;
    private static final int INVALID_FORMAT = 10;
    private static final int SESSION_EXPIRED = 16;
    private static final int SEQUENCE_ERROR = 17;

    private final RecordRatchet ratchet;
    private final CellLayers layers;
    private final long endMillis;
    private final int rawCapacity;
    private final RecordHead head = new RecordHead();
    private final MessageBook book = new MessageBook();
    private byte[] plain = new byte[0];
    private int dead;

    RecordOpener(RecordRatchet ratchet, CellLayers layers, long endMillis) {
        this.ratchet = ratchet;
        this.layers = layers;
        this.endMillis = endMillis;
        int record = layers.receivedCellBytes() - RecordHead.TAG * layers.relays();
        this.rawCapacity = record - RecordHead.SEALED;
    }

    /// Size of the cells read, in bytes.
    public int cellBytes() {
        return layers.receivedCellBytes();
    }

    /// Opens one cell; never throws on hostile bytes.
    ///
    /// @param len the frame's payload length; anything but [#cellBytes] is refused
    public OpenedRecord open(byte[] cell, int off, int len, long nowMillis) {
        if (dead != 0) {
            return new OpenedRecord.Refused(dead);
        }
        if (nowMillis - endMillis >= 0 || ratchet.tooOldAt(nowMillis)) {
            return refuse(SESSION_EXPIRED);
        }
        if (!layers.open(cell, off, len)) {
            return refuse(ENCRYPTION_ERROR);
        }
        byte[] record = layers.record();
        int at = layers.recordOffset();
        if (!ratchet.key()
                .open(ratchet.headNonce(), NO_AAD, record, at, RecordHead.SEALED, head.bytes, 0)) {
            return refuse(ENCRYPTION_ERROR);
        }
        int wrong = checkHead();
        return wrong == 0 ? body(record, at + RecordHead.SEALED, nowMillis) : refuse(wrong);
    }

    private int checkHead() {
        int capacity = head.has(RecordHead.RAW) ? rawCapacity : rawCapacity - RecordHead.TAG;
        if (!head.wellFormed(capacity)) {
            return INVALID_FORMAT;
        }
        if (ratchet.atLimit() && !head.has(RecordHead.REKEY)) {
            return SEQUENCE_ERROR;
        }
        return head.type() == RecordHead.PADDING ? 0 : book.enter(head);
    }

    private OpenedRecord body(byte[] record, int at, long nowMillis) {
        boolean raw = head.has(RecordHead.RAW);
        if (!raw && !openBody(record, at)) {
            return refuse(ENCRYPTION_ERROR);
        }
        ratchet.next(head.has(RecordHead.REKEY), nowMillis);
        if (head.type() == RecordHead.PADDING) {
            return new OpenedRecord.Padding();
        }
        return raw
                ? new OpenedRecord.Fragment(head, record, at)
                : new OpenedRecord.Fragment(head, plain, 0);
    }

    private boolean openBody(byte[] record, int at) {
        if (plain.length == 0) {
            plain = new byte[rawCapacity - RecordHead.TAG];
        }
        if (!ratchet.key().open(ratchet.bodyNonce(), NO_AAD, record, at, rawCapacity, plain, 0)) {
            return false;
        }
        return ZeroFiller.isZero(plain, head.used(), plain.length - head.used());
    }

    private OpenedRecord refuse(int error) {
        dead = error;
        ratchet.close();
        return new OpenedRecord.Refused(error);
    }

    /// Destroys this direction's keys; later cells are refused with `E016`.
    @Override
    public void close() {
        if (dead == 0) {
            dead = SESSION_EXPIRED;
        }
        ratchet.close();
        Arrays.fill(plain, (byte) 0);
    }
}
