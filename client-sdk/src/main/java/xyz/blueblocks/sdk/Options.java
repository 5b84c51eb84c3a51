package xyz.blueblocks.sdk;

import java.util.Optional;

/// How a client behaves where there is a choice.
///
/// @param postQuantumRequired refuse a peer or relay that offers no X-Wing key, rather than use
///   X25519 alone
/// @param preferWebSocket dial WSS before raw TLS, for networks that let nothing else through
/// @param hops relays on a route, 1..5; the network's default when empty
public record Options(
        boolean postQuantumRequired, boolean preferWebSocket, Optional<Integer> hops) {
    /// Post-quantum where offered, raw TLS first, the network's number of relays.
    public static final Options DEFAULT = new Options(false, false, Optional.empty());
}
