package xyz.blueblocks.sdk;

import java.util.Optional;
import xyz.blueblocks.sdk.route.AllowedPlaces;

/// How a client behaves where there is a choice.
///
/// @param postQuantumRequired refuse a peer or relay that offers no X-Wing key, rather than use
///   X25519 alone
/// @param preferWebSocket dial WSS before raw TLS, for networks that let nothing else through
/// @param hops relays on a route, 1..5; the network's default when empty
/// @param attachments relays that a receiver attaches to, 1..2; one where the network has no third
///   relay, because none that holds an attachment may be an earlier hop of a route to it
/// @param within where every relay of every route must stand; a request can narrow it
public record Options(
        boolean postQuantumRequired,
        boolean preferWebSocket,
        Optional<Integer> hops,
        int attachments,
        AllowedPlaces within) {
    private static final int USUAL_ATTACHMENTS = 2;

    /// Post-quantum where offered, raw TLS first, the network's number of relays.
    public static final Options DEFAULT = new Options(false, false, Optional.empty());

    /// Checks the number of attachments.
    public Options {
        if (attachments < 1 || attachments > USUAL_ATTACHMENTS) {
            throw new IllegalArgumentException("attachments: " + attachments + " (want 1..2)");
        }
    }

    /// With two attachments, and routes anywhere.
    public Options(boolean postQuantumRequired, boolean preferWebSocket, Optional<Integer> hops) {
        this(postQuantumRequired, preferWebSocket, hops, USUAL_ATTACHMENTS, AllowedPlaces.ANYWHERE);
    }

    /// The same with another number of attachments.
    public Options attachedTo(int relays) {
        return new Options(postQuantumRequired, preferWebSocket, hops, relays, within);
    }

    /// The same, but nothing is sent over a relay elsewhere: what no such route leads to is refused
    /// with E007.
    public Options within(AllowedPlaces places) {
        return new Options(postQuantumRequired, preferWebSocket, hops, attachments, places);
    }
}
