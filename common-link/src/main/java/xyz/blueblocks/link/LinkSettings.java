package xyz.blueblocks.link;

import java.time.Duration;

/// How a [LinkTransport] behaves: the protocol's numbers, and the bounds that keep strangers cheap.
///
/// @param eventLoops loops that serve all links, 1..64; both links of a circuit want the same one
/// @param pingAfter silence after which a PING is sent; two unanswered ones end the link
/// @param handshakeTimeout from accepted or connected socket to an authenticated link
/// @param maxHalfOpen accepted sockets that have not authenticated yet; one more evicts the oldest
/// @param maxLinks accepted sockets in all, authenticated or not
/// @param acceptsPerSecondPerAddress sockets accepted from one address (IPv6: one /64) per second
/// @param highWaterBytes bytes written but not sent above which a link is not writable
/// @param maxAssemblyBytes bytes of unfinished incoming frames, all links together
/// @param natives whether epoll and BoringSSL are taken where they load
public record LinkSettings(
        int eventLoops,
        Duration pingAfter,
        Duration handshakeTimeout,
        int maxHalfOpen,
        int maxLinks,
        int acceptsPerSecondPerAddress,
        int highWaterBytes,
        long maxAssemblyBytes,
        boolean natives) {

    private static final int MIB = 1 << 20;

    public LinkSettings {
        range("eventLoops", eventLoops, 1, 64);
        range("maxHalfOpen", maxHalfOpen, 1, 1 << 20);
        range("maxLinks", maxLinks, 1, 1 << 20);
        range("acceptsPerSecondPerAddress", acceptsPerSecondPerAddress, 1, 1 << 20);
        range("highWaterBytes", highWaterBytes, 1 << 14, 1 << 30);
        if (maxAssemblyBytes < 16L * MIB) {
            throw new IllegalArgumentException(
                    "maxAssemblyBytes: " + maxAssemblyBytes + " (want at least 16 MiB)");
        }
        positive("pingAfter", pingAfter);
        positive("handshakeTimeout", handshakeTimeout);
    }

    /// The protocol's numbers; natives unless `-Dblueblocks.link.natives=off`.
    public static LinkSettings defaults() {
        return new LinkSettings(
                1,
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                1024,
                20_000,
                500,
                MIB,
                256L * MIB,
                !"off".equals(System.getProperty("blueblocks.link.natives")));
    }

    /// The same with another number of event loops.
    public LinkSettings withEventLoops(int loops) {
        return new LinkSettings(
                loops,
                pingAfter,
                handshakeTimeout,
                maxHalfOpen,
                maxLinks,
                acceptsPerSecondPerAddress,
                highWaterBytes,
                maxAssemblyBytes,
                natives);
    }

    /// The same with another interval of silence and another time for the handshake.
    public LinkSettings withTimes(Duration silence, Duration handshake) {
        return new LinkSettings(
                eventLoops,
                silence,
                handshake,
                maxHalfOpen,
                maxLinks,
                acceptsPerSecondPerAddress,
                highWaterBytes,
                maxAssemblyBytes,
                natives);
    }

    /// The same with other bounds for accepting.
    public LinkSettings withAccepting(int halfOpen, int links, int perSecondPerAddress) {
        return new LinkSettings(
                eventLoops,
                pingAfter,
                handshakeTimeout,
                halfOpen,
                links,
                perSecondPerAddress,
                highWaterBytes,
                maxAssemblyBytes,
                natives);
    }

    /// The same with another bound for what may wait in one link's socket queue.
    public LinkSettings withHighWaterBytes(int bytes) {
        return new LinkSettings(
                eventLoops,
                pingAfter,
                handshakeTimeout,
                maxHalfOpen,
                maxLinks,
                acceptsPerSecondPerAddress,
                bytes,
                maxAssemblyBytes,
                natives);
    }

    /// The same with or without native code.
    public LinkSettings withNatives(boolean use) {
        return new LinkSettings(
                eventLoops,
                pingAfter,
                handshakeTimeout,
                maxHalfOpen,
                maxLinks,
                acceptsPerSecondPerAddress,
                highWaterBytes,
                maxAssemblyBytes,
                use);
    }

    private static void range(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    name + ": " + value + " (want " + low + ".." + high + ")");
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (want more than zero)");
        }
    }
}
