package xyz.blueblocks.servicekit.auth;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.token.SessionToken;

/// The peer that a request comes from, once [PeerAuthentication] has let it pass.
///
/// @param session its session token, verified
public record AuthenticatedPeer(SessionToken session) {
    private static final String KEY = AuthenticatedPeer.class.getName();

    /// The peer.
    public PeerId id() {
        return session.subject();
    }

    /// The peer of a request to a [PeerOnly] method.
    ///
    /// @throws IllegalStateException anywhere else
    public static AuthenticatedPeer of(RoutingContext request) {
        return find(request)
                .orElseThrow(() -> new IllegalStateException("request: not authenticated"));
    }

    /// The peer, if the request has been authenticated.
    public static Optional<AuthenticatedPeer> find(RoutingContext request) {
        return request.get(KEY) instanceof AuthenticatedPeer peer
                ? Optional.of(peer)
                : Optional.empty();
    }

    void attach(RoutingContext request) {
        request.put(KEY, this);
    }
}
