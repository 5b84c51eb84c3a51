package xyz.blueblocks.crypto.onion;

import java.util.List;
import java.util.Objects;
import xyz.blueblocks.crypto.aead.OpenSequence;
import xyz.blueblocks.crypto.aead.SealSequence;
import xyz.blueblocks.crypto.session.CellLayers;

/// All relays' layers, as the sender puts them on and takes them off.
///
/// Sealing works in place on the outgoing cell, innermost layer first. Opening never works in place
/// (three times slower on the JDK's cipher) and uses one or two buffers of its own; without relays
/// the record lies in the caller's array.
final class SenderLayers implements CellLayers {
    private final int sentCellBytes;
    private final int receivedCellBytes;
    private final List<SealSequence> forward;
    private final List<OpenSequence> back;
    private final byte[][] buffers;
    private byte[] record = new byte[0];
    private int recordOffset;
    private boolean dead;

    /// @param forward outermost first, relay 1
    /// @param back outermost first, at count 1
    SenderLayers(CircuitShape shape, List<SealSequence> forward, List<OpenSequence> back) {
        this.sentCellBytes = CellSize.bytes(shape.kForward());
        this.receivedCellBytes = CellSize.bytes(shape.kBack());
        this.forward = List.copyOf(forward);
        this.back = List.copyOf(back);
        this.buffers = new byte[Math.min(2, back.size())][receivedCellBytes];
    }

    @Override
    public int relays() {
        return forward.size();
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
        for (int i = forward.size(); i >= 1; i--) {
            int plain = sentCellBytes - OnionPacket.TAG * i;
            forward.get(i - 1).seal(cell, offset, plain, cell, offset);
        }
    }

    @Override
    public boolean open(byte[] in, int offset, int length) {
        if (dead || length != receivedCellBytes) {
            return fail();
        }
        Objects.checkFromIndexSize(offset, length, in.length);
        byte[] from = in;
        int at = offset;
        for (int i = 0; i < back.size(); i++) {
            byte[] to = buffers[i % 2];
            int sealed = receivedCellBytes - OnionPacket.TAG * i;
            if (!back.get(i).open(from, at, sealed, to, 0)) {
                return fail();
            }
            from = to;
            at = 0;
        }
        record = from;
        recordOffset = at;
        return true;
    }

    private boolean fail() {
        dead = true;
        back.forEach(OpenSequence::close);
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
        fail();
        forward.forEach(SealSequence::close);
    }
}
