package xyz.blueblocks.crypto.session;

/// How one end of a circuit dresses its records as cells and undresses the cells it gets.
///
/// A record fills the first C − 16·h bytes of a cell of C bytes; the rest is the relays' tags
/// (sender) or zeros (receiver). Sealing and opening share no state, so one thread may seal while
/// another opens.
public interface CellLayers extends AutoCloseable {
    /// Number of relays on the circuit, 0..5.
    int relays();

    /// Size in bytes of the cells this end sends.
    int sentCellBytes();

    /// Size in bytes of the cells this end gets.
    int receivedCellBytes();

    /// Turns the record in the first C − 16·h bytes at `offset` into a whole cell, in place.
    void seal(byte[] cell, int offset);

    /// Undresses a cell; on true the record can be read through [#record] and [#recordOffset] until
    /// the next call. False for ever after the first false.
    boolean open(byte[] in, int offset, int length);

    /// The array that holds the record last opened: the caller's own where no layer was on.
    byte[] record();

    /// Where in [#record] it begins.
    int recordOffset();

    /// Destroys the keys of all layers.
    @Override
    void close();
}
