package xyz.blueblocks.crypto.onion;

import java.util.Arrays;
import java.util.Objects;
import xyz.blueblocks.crypto.session.CellLayers;
import xyz.blueblocks.crypto.session.ZeroFiller;

/// The receiver's end: no layer is left, 16 zeros per relay stand where they were.
final class ReceiverLayers implements CellLayers {
    private final int relays;
    private final int sentCellBytes;
    private final int receivedCellBytes;
    private byte[] record = new byte[0];
    private int recordOffset;
    private boolean dead;

    ReceiverLayers(int relays, int kForward, int kBack) {
        this.relays = relays;
        this.sentCellBytes = CellSize.bytes(kBack);
        this.receivedCellBytes = CellSize.bytes(kForward);
    }

    @Override
    public int relays() {
        return relays;
    }

    @Override
    public int sentCellBytes() {
        return sentCellBytes;
    }

    @Override
    public int receivedCellBytes() {
        return receivedCellBytes;
    }

    @Override
    public void seal(byte[] cell, int offset) {
        Objects.checkFromIndexSize(offset, sentCellBytes, cell.length);
        int end = offset + sentCellBytes;
        Arrays.fill(cell, end - OnionPacket.TAG * relays, end, (byte) 0);
    }

    @Override
    public boolean open(byte[] in, int offset, int length) {
        if (dead || length != receivedCellBytes) {
            return fail();
        }
        Objects.checkFromIndexSize(offset, length, in.length);
        int filler = OnionPacket.TAG * relays;
        if (!ZeroFiller.isZero(in, offset + length - filler, filler)) {
            return fail();
        }
        record = in;
        recordOffset = offset;
        return true;
    }

    private boolean fail() {
        dead = true;
        return false;
    }

    @Override
    public byte[] record() {
        return record;
    }

    @Override
    public int recordOffset() {
        return recordOffset;
    }

    @Override
    public void close() {
        dead = true;
    }
}
