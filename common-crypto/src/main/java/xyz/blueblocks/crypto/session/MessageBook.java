package xyz.blueblocks.crypto.session;

import java.util.Arrays;

/// The messages of one direction that have begun and not ended, at most 16.
///
/// Cells arrive in order, so a number that is not the next one, or a fragment of nothing begun, is
/// the other end's mistake or malice: `E017`.
final class MessageBook {
    private static final int FREE = -1;

    private final long[] numbers = new long[RecordSealer.MAX_OPEN];
    private final int[] types = new int[RecordSealer.MAX_OPEN];
    private final long[] totals = new long[RecordSealer.MAX_OPEN];
    private final int[] sequences = new int[RecordSealer.MAX_OPEN];
    private final byte[][] chunkIds = new byte[RecordSealer.MAX_OPEN][];
    private long nextNumber;

    MessageBook() {
        Arrays.fill(types, FREE);
        Arrays.fill(chunkIds, RecordHead.noChunk());
    }

    /// Enters a fragment; 0 when it fits, else the error number.
    int enter(RecordHead head) {
        boolean first = head.has(RecordHead.FIRST);
        int slot = first ? freeSlot() : slotOf(head.number());
        if (first && head.number() != nextNumber) {
            return 17;
        }
        if (slot < 0) {
            return first ? 9 : 17;
        }
        if (first) {
            begin(slot, head);
        } else if (!continues(slot, head)) {
            return 17;
        }
        totals[slot] += head.used();
        boolean chunk = head.type() == RecordHead.CHUNK;
        long most = chunk ? OutgoingMessage.MAX_CHUNK_BYTES : OutgoingMessage.MAX_BYTES;
        if (totals[slot] > most) {
            return 11;
        }
        if (head.has(RecordHead.LAST)) {
            types[slot] = FREE;
        }
        return 0;
    }

    private void begin(int slot, RecordHead head) {
        numbers[slot] = nextNumber++;
        types[slot] = head.type();
        totals[slot] = 0;
        sequences[slot] = head.sequence();
        chunkIds[slot] = head.has(RecordHead.RAW) ? head.chunkId() : RecordHead.noChunk();
    }

    private boolean continues(int slot, RecordHead head) {
        return types[slot] == head.type()
                && sequences[slot] == head.sequence()
                && head.hasChunkId(chunkIds[slot]);
    }

    private int freeSlot() {
        for (int i = 0; i < types.length; i++) {
            if (types[i] == FREE) {
                return i;
            }
        }
        return -1;
    }

    private int slotOf(long number) {
        for (int i = 0; i < types.length; i++) {
            if (types[i] != FREE && numbers[i] == number) {
                return i;
            }
        }
        return -1;
    }
}
