package xyz.blueblocks.relay.core;

import java.time.Instant;

/// A set-up that a former run of this relay let through.
///
/// @param at when
/// @param packetHigh first 8 of the 16 bytes that stand for the packet
/// @param packetLow the last 8
/// @param hopHigh first 8 of the token's hop id; both 0 where there was none
/// @param hopLow the last 8
public record UsedSetup(Instant at, long packetHigh, long packetLow, long hopHigh, long hopLow) {}
