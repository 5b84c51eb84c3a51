package xyz.blueblocks.relay.core;

/// An outgoing frame whose payload is to be written in place.
public interface OutCell {

    /// Where the payload goes.
    byte[] array();

    /// Where in [#array] the payload begins.
    int payloadOffset();

    /// Gives it back unsent.
    void discard();
}
