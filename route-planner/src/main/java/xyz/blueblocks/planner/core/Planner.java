package xyz.blueblocks.planner.core;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.planner.core.Planned.Refused;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.Endpoint;
import xyz.blueblocks.wire.message.Hop;
import xyz.blueblocks.wire.message.RouteAnswer;
import xyz.blueblocks.wire.message.RouteRequest;
import xyz.blueblocks.wire.route.AdmissionToken;
import xyz.blueblocks.wire.route.RouteCapability;

/// Answers route requests from what this replica knows: chooses the path ([PathChoice]) and issues
/// one admission token per hop, sealed to the source.
///
/// Keeps nothing of what it answered. Safe for use by many threads.
public final class Planner {
    /// Cells are of fixed size, the session adds records and acknowledgements, and a lost circuit
    /// is tried again: a budget of twice the size, and never less than this, lets a transfer end.
    private static final long MIN_BUDGET_BYTES = 16L << 20;

    private static final int ROUTE_ID_BYTES = 12;

    private final NetworkView view;
    private final RouteRules rules;
    private final Ed25519PrivateKey signingKey;
    private final SecureRandom random;

    /// @param signingKey signs admission tokens; stays the caller's to close
    public Planner(
            NetworkView view, RouteRules rules, Ed25519PrivateKey signingKey, SecureRandom random) {
        this.view = view;
        this.rules = rules;
        this.signingKey = signingKey;
        this.random = random;
    }

    /// Plans one route. The request's signature and time must have been verified.
    public Planned plan(RouteRequest request, Instant now) {
        Optional<KnownPeer> source = view.peer(request.source(), now);
        if (source.isEmpty()) {
            return new Refused(
                    ErrorCode.PEER_NOT_FOUND, "The sender is not registered; register first.");
        }
        Optional<KnownPeer> destination = view.peer(request.destination(), now);
        if (destination.isEmpty()) {
            return new Refused(
                    ErrorCode.PEER_NOT_FOUND, "No such peer is registered in this network.");
        }
        int hops = request.wishes().hops().orElse(rules.defaultHops());
        if (hops < rules.minHops()) {
            return new Refused(
                    ErrorCode.ACCESS_DENIED,
                    "This network wants at least " + rules.minHops() + " relays on a route.");
        }
        Set<PeerId> attachedAt = view.attachedAt(request.destination(), now);
        if (attachedAt.isEmpty()) {
            return new Refused(
                    ErrorCode.ROUTE_UNAVAILABLE,
                    "The receiver is not connected to any relay now; try again when it is.");
        }
        List<Relay> usable = usable(request, now);
        Ends ends = new Ends(source.get().region(), destination.get().region(), attachedAt);
        return new PathChoice(usable, ends, request.wishes(), hops, random)
                .choose()
                .<Planned>map(path ->
                        new Planned.Route(
                                answer(request, path, source.get(), destination.get(), now)))
                .orElseGet(() -> NoPath.explain(usable, attachedAt, request.wishes(), hops));
    }

    private List<Relay> usable(RouteRequest request, Instant now) {
        return view.relays(now).stream()
                .filter(relay -> !relay.id().equals(request.source()))
                .filter(relay -> !relay.id().equals(request.destination()))
                .toList();
    }

    private RouteAnswer answer(
            RouteRequest request,
            List<Relay> path,
            KnownPeer source,
            KnownPeer destination,
            Instant now) {
        String routeId = "route_" + randomText();
        return new RouteAnswer(
                routeId,
                path.stream().map(Planner::hop).toList(),
                destination.signedKeyRecord(),
                new RouteCapability(routeId, tokens(request, path, now))
                        .seal(source.keyRecord().encryptionKey()),
                rules.ttl().toSeconds());
    }

    private List<AdmissionToken> tokens(RouteRequest request, List<Relay> path, Instant now) {
        AdmissionToken.Grant grant =
                new AdmissionToken.Grant(
                        now.plus(rules.ttl()),
                        budgetLog2(request.estimatedSizeBytes()),
                        request.priority());
        List<AdmissionToken> tokens = new ArrayList<>(path.size());
        for (Relay relay : path.subList(0, path.size() - 1)) {
            tokens.add(AdmissionToken.forMiddle(relay.id(), grant, signingKey, random));
        }
        tokens.add(
                AdmissionToken.forLast(
                        path.getLast().id(), request.destination(), grant, signingKey, random));
        return tokens;
    }

    /// The smallest power of two that holds twice the size: coarse on purpose, two tokens of one
    /// route share it.
    static int budgetLog2(long sizeBytes) {
        long wanted = Math.max(MIN_BUDGET_BYTES, 2 * sizeBytes);
        return Long.SIZE - Long.numberOfLeadingZeros(wanted - 1);
    }

    private static Hop hop(Relay relay) {
        Endpoint endpoint = relay.descriptor().endpoints().getFirst();
        return new Hop(
                relay.id(),
                endpoint.address(),
                relay.descriptor().publicKey(),
                relay.signedDescriptor());
    }

    private String randomText() {
        byte[] bytes = new byte[ROUTE_ID_BYTES];
        random.nextBytes(bytes);
        return Text.base64url(bytes);
    }
}
