package xyz.blueblocks.discovery.outbound;

/// Says inside this process that events may be waiting for Kafka, so that they need not wait for
/// the next look.
enum PeerChanged {
    /// At least one.
    SOME
}
