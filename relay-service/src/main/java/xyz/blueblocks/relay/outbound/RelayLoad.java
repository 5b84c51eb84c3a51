package xyz.blueblocks.relay.outbound;

/// How busy the relay is now.
///
/// @param load 0 idle to 1 full
/// @param connections open links
/// @param bandwidthAvailableMbps what it could still carry
public record RelayLoad(double load, long connections, double bandwidthAvailableMbps) {}
