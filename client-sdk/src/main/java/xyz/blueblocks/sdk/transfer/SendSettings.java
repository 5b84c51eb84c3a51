package xyz.blueblocks.sdk.transfer;

import java.time.Duration;
import xyz.blueblocks.sdk.session.SessionPolicy;
import xyz.blueblocks.wire.Limits;

/// How a [Sender] behaves.
///
/// @param policy what it insists on in a handshake
/// @param patience how long a transfer may go without progress
/// @param stall how long chunks may be on their way without news before a new circuit takes over
/// @param idle how long a message session is kept for the next message
/// @param renewBefore a circuit is replaced when so little of its hour is left
public record SendSettings(
        SessionPolicy policy,
        Duration patience,
        Duration stall,
        Duration idle,
        Duration renewBefore) {
    /// The protocol's numbers.
    public static final SendSettings DEFAULT =
            new SendSettings(
                    SessionPolicy.DEFAULT,
                    Limits.TRANSFER_TIMEOUT,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(5));

    /// The same with another policy.
    public SendSettings with(SessionPolicy newPolicy) {
        return new SendSettings(newPolicy, patience, stall, idle, renewBefore);
    }

    /// The same with other times.
    public SendSettings withTimes(Duration newPatience, Duration newStall, Duration newIdle) {
        return new SendSettings(policy, newPatience, newStall, newIdle, renewBefore);
    }
}
