package xyz.blueblocks.discovery.core;

/// Where a peer stands. Only an alive one is shown or routed to.
public enum PeerState {
    /// Registered, and its heartbeats come.
    ALIVE,
    /// Three heartbeats were missed; the next one brings it back.
    LOST,
    /// It left by its own signature; only a new invitation brings it back.
    GONE
}
