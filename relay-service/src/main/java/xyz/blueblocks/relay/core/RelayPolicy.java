package xyz.blueblocks.relay.core;

import java.time.Duration;
import xyz.blueblocks.wire.message.RelayLimits;

/// What a relay grants and how long it waits.
///
/// @param limits what its descriptor promises
/// @param setupBurst set-ups that may come at once before the rates count
/// @param circuitsPerClientLink circuits at a time on a link of a peer that is no relay
/// @param circuitsPerReceiver circuits at a time towards one receiver
/// @param answerWait how long the next hop's answer is waited for
/// @param idle silence after which a circuit is closed
/// @param maxLife life of a circuit, whatever its budget
/// @param queueCapBytes bytes that may wait in this relay, all circuits together
/// @param openBudgetBytes bytes that a circuit without a token may carry
public record RelayPolicy(
        RelayLimits limits,
        int setupBurst,
        int circuitsPerClientLink,
        int circuitsPerReceiver,
        Duration answerWait,
        Duration idle,
        Duration maxLife,
        long queueCapBytes,
        long openBudgetBytes) {

    public RelayPolicy {
        if (setupBurst < 1 || circuitsPerClientLink < 1 || circuitsPerReceiver < 1) {
            throw new IllegalArgumentException("bursts and circuits: want at least 1");
        }
        if (queueCapBytes < 1 << 20) {
            throw new IllegalArgumentException(
                    "queueCapBytes: " + queueCapBytes + " (want at least 1 MiB)");
        }
    }

    /// The protocol's numbers.
    public static RelayPolicy of(RelayLimits limits) {
        return new RelayPolicy(
                limits,
                1000,
                1024,
                1024,
                Duration.ofSeconds(8),
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                64L << 20,
                16L << 20);
    }

    /// The same with another cap for what may wait.
    public RelayPolicy withQueueCapBytes(long bytes) {
        return new RelayPolicy(
                limits,
                setupBurst,
                circuitsPerClientLink,
                circuitsPerReceiver,
                answerWait,
                idle,
                maxLife,
                bytes,
                openBudgetBytes);
    }

    /// The same with other times.
    public RelayPolicy withTimes(Duration wait, Duration silence, Duration life) {
        return new RelayPolicy(
                limits,
                setupBurst,
                circuitsPerClientLink,
                circuitsPerReceiver,
                wait,
                silence,
                life,
                queueCapBytes,
                openBudgetBytes);
    }

    /// The same with other bounds on set-ups and circuits.
    public RelayPolicy withSetups(int burst, int perClientLink, int perReceiver) {
        return new RelayPolicy(
                limits,
                burst,
                perClientLink,
                perReceiver,
                answerWait,
                idle,
                maxLife,
                queueCapBytes,
                openBudgetBytes);
    }
}
