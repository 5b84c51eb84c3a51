package xyz.blueblocks.crypto.onion;

/// A circuit at a relay, ready for cells.
public final class RelayCircuit implements AutoCloseable {
    private final byte[] answer;
    private final ForwardLayer forward;
    private final BackLayer back;

    RelayCircuit(byte[] answer, ForwardLayer forward, BackLayer back) {
        this.answer = answer;
        this.forward = forward;
        this.back = back;
    }

    /// The 3 072 bytes for the hop before; the caller's own array.
    public byte[] answer() {
        return answer;
    }

    /// Opens cells towards the receiver.
    public ForwardLayer forward() {
        return forward;
    }

    /// Seals cells towards the sender.
    public BackLayer back() {
        return back;
    }

    /// Destroys the keys of both directions.
    @Override
    public void close() {
        forward.close();
        back.close();
    }
}
