package xyz.blueblocks.sdk.circuit;

/// Whoever reads the cells of an open circuit.
///
/// Every call comes on the link's event loop and must not block.
public interface CellSink {

    /// A cell of the agreed size; the array is lent for the call. Its credit is given back when the
    /// sink says [Circuit#consumed].
    void onCell(byte[] array, int offset, int length);

    /// The circuit is gone; said once, and nothing comes after it.
    void onClosed(CircuitClosed why);
}
