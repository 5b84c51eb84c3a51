package xyz.blueblocks.relay.core;

import java.time.Instant;

/// Where used packets and tokens outlive this process.
public interface ReplayLog {

    /// Notes what was used; called before anything is forwarded, and returns once the operating
    /// system has it. False: it could not be noted, so nothing may be forwarded.
    ///
    /// @param packetHigh first 8 of the 16 bytes that stand for the packet
    /// @param packetLow the last 8
    /// @param hopHigh first 8 of the token's hop id; both 0 where there was no token
    /// @param hopLow the last 8
    boolean append(Instant at, long packetHigh, long packetLow, long hopHigh, long hopLow);
}
