package xyz.blueblocks.crypto.linkauth;

/// Which end of a link.
public enum LinkRole {
    /// Opened the connection and sent HANDSHAKE.
    DIALLER,
    /// Took it and sent HANDSHAKE_ACK.
    LISTENER;

    /// The end across.
    public LinkRole other() {
        return this == DIALLER ? LISTENER : DIALLER;
    }
}
