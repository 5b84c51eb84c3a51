package xyz.blueblocks.crypto.onion;

import java.util.Arrays;
import java.util.Objects;
import xyz.blueblocks.crypto.aead.OpenSequence;
import xyz.blueblocks.crypto.session.ZeroFiller;

/// One relay's layer on cells towards the receiver: opened here, in order.
///
/// Relay i opens the first C − 16·(i − 1) bytes, checks that the rest is zeros and appends 16·i
/// zeros. Belongs to the circuit's event loop; allocates nothing that grows with the cell.
public final class ForwardLayer implements AutoCloseable {
    private final OpenSequence sequence;
    private final int cellBytes;
    private final int sealedBytes;
    private boolean dead;

    ForwardLayer(OpenSequence sequence, int place, int cellBytes) {
        this.sequence = sequence;
        this.cellBytes = cellBytes;
        this.sealedBytes = cellBytes - OnionPacket.TAG * (place - 1);
    }

    /// Size of the circuit's cells in this direction, in bytes.
    public int cellBytes() {
        return cellBytes;
    }

    /// Peels one cell from `in` into `out`.
    ///
    /// @param len the frame's payload length; anything but [#cellBytes] is refused
    /// @param out another array than `in`, with room for [#cellBytes] bytes at `outOff`
    /// @return false when it is not the circuit's next cell (`E006`): the circuit must be closed,
    ///   and every later cell is refused
    public boolean peel(byte[] in, int off, int len, byte[] out, int outOff) {
        if (dead || len != cellBytes) {
            return fail();
        }
        Objects.checkFromIndexSize(off, cellBytes, in.length);
        Objects.checkFromIndexSize(outOff, cellBytes, out.length);
        if (!ZeroFiller.isZero(in, off + sealedBytes, cellBytes - sealedBytes)
                || !sequence.open(in, off, sealedBytes, out, outOff)) {
            return fail();
        }
        int plain = sealedBytes - OnionPacket.TAG;
        Arrays.fill(out, outOff + plain, outOff + cellBytes, (byte) 0);
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
