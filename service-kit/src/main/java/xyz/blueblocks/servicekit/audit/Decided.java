package xyz.blueblocks.servicekit.audit;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.servicekit.auth.AuthenticatedPeer;

/// What a handler knows of its request that the audit event must name.
public final class Decided {
    private static final String ACTOR = "blueblocks.decided.actor";
    private static final String NPI = "blueblocks.decided.npi";
    private static final String REASON = "blueblocks.decided.reason";

    private Decided() {}

    /// Names who asks, where no session says it: once its signature has been verified, not before.
    public static void by(RoutingContext request, PeerId actor) {
        request.put(ACTOR, actor);
    }

    /// Names the NPI under which it asks.
    public static void npi(RoutingContext request, String npi) {
        request.put(NPI, npi);
    }

    /// Says why, where the request was out of the ordinary: one line of at most 256 characters.
    public static void because(RoutingContext request, String reason) {
        request.put(REASON, reason);
    }

    static Optional<String> reason(RoutingContext request) {
        return request.get(REASON) instanceof String reason
                ? Optional.of(reason)
                : Optional.empty();
    }

    static Optional<PeerId> actor(RoutingContext request) {
        return request.get(ACTOR) instanceof PeerId actor
                ? Optional.of(actor)
                : AuthenticatedPeer.find(request).map(AuthenticatedPeer::id);
    }

    static Optional<String> npi(RoutingContext request) {
        return request.get(NPI) instanceof String npi ? Optional.of(npi) : Optional.empty();
    }
}
