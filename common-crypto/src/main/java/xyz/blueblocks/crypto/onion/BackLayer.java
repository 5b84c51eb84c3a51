package xyz.blueblocks.crypto.onion;

import java.util.Arrays;
import java.util.Objects;
import xyz.blueblocks.crypto.aead.SealSequence;
import xyz.blueblocks.crypto.session.ZeroFiller;

/// One relay's layer on cells towards the sender: put on here, in order.
///
/// Relay i checks that the last 16·i bytes are zeros, seals the bytes before them and appends 16·(i
/// − 1) zeros. Count 0 of its sequence was the answer. Belongs to the circuit's event loop.
public final class BackLayer implements AutoCloseable {
    private final SealSequence sequence;
    private final int cellBytes;
    private final int plainBytes;
    private boolean dead;

    BackLayer(SealSequence sequence, int place, int cellBytes) {
        this.sequence = sequence;
        this.cellBytes = cellBytes;
        this.plainBytes = cellBytes - OnionPacket.TAG * place;
    }

    /// Size of the circuit's cells in this direction, in bytes.
    public int cellBytes() {
        return cellBytes;
    }

    /// Wraps one cell from `in` into `out`; both may be the same array at the same offset.
    ///
    /// @param len the frame's payload length; anything but [#cellBytes] is refused
    /// @return false when the filler is wrong (`E006`): the circuit must be closed, and every later
    ///   cell is refused
    public boolean wrap(byte[] in, int off, int len, byte[] out, int outOff) {
        if (dead || len != cellBytes) {
            return fail();
        }
        Objects.checkFromIndexSize(off, cellBytes, in.length);
        Objects.checkFromIndexSize(outOff, cellBytes, out.length);
        if (!ZeroFiller.isZero(in, off + plainBytes, cellBytes - plainBytes)) {
            return fail();
        }
        sequence.seal(in, off, plainBytes, out, outOff);
        Arrays.fill(out, outOff + plainBytes + OnionPacket.TAG, outOff + cellBytes, (byte) 0);
        return true;
    }

    private boolean fail() {
        close();
        return false;
    }

    /// Destroys the key.
    @Override
    public void close() {
        dead = true;
        sequence.close();
    }
}
