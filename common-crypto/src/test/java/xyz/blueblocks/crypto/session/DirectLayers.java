package xyz.blueblocks.crypto.session;

/// Cells of one size without layers: what a circuit of no relays has.
final class DirectLayers implements CellLayers {
    private final int cellBytes;
    private byte[] record = new byte[0];
    private int offset;

    DirectLayers(int cellBytes) {
        this.cellBytes = cellBytes;
    }

    @Override
    public int relays() {
        return 0;
    }

    @Override
    public int sentCellBytes() {
        return cellBytes;
    }

    @Override
    public int receivedCellBytes() {
        return cellBytes;
    }

    @Override
    public void seal(byte[] cell, int offset) {}

    @Override
    public boolean open(byte[] in, int offset, int length) {
        record = in;
        this.offset = offset;
        return length == cellBytes;
    }

    @Override
    public byte[] record() {
        return record;
    }

    @Override
    public int recordOffset() {
        return offset;
    }

    @Override
    public void close() {}
}
