package xyz.blueblocks.discovery.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Deregister;
import xyz.blueblocks.wire.message.Heartbeat;
import xyz.blueblocks.wire.message.Register;
import xyz.blueblocks.wire.message.RouteRequest;

/// What peers ask of discovery, judged: bodies into messages, messages into steps of a peer's life.
///
/// Every answer that is not [Decoded.Ok] says with what error to refuse. Nonces are for the caller
/// to use up, after a message was read and before its step is taken.
public final class Membership {
    private final Lifecycle lifecycle;
    private final List<Ed25519PublicKey> admins;

    /// A membership under this policy, with these keys of the network's admin.
    public Membership(DiscoveryPolicy policy, List<Ed25519PublicKey> admins) {
        this.lifecycle = new Lifecycle(policy);
        this.admins = List.copyOf(admins);
    }

    /// Reads a registration (rows A01 to A03).
    public Decoded<Register> registration(byte[] body, Instant now) {
        return SignedRequest.readSelfSigned(body, Register.LABEL, Register::fromJson)
                .flatMap(m -> SignedRequest.fresh(m, m.timestamp(), now));
    }

    /// Judges by what right a peer registers.
    public Decoded<Admission> admission(String bearer, PeerId peer, Instant now) {
        return Admission.judge(bearer, admins, peer, now);
    }

    /// The step that a registration is.
    public PeerStore.Step register(Register asked, Admission right, Instant now) {
        return before -> {
            Optional<Set<Capability>> granted =
                    switch (right) {
                        case Admission.Invited invited -> Optional.of(invited.capabilities());
                        case Admission.Returning _ -> Optional.empty();
                    };
            boolean member = before.filter(p -> p.state() != PeerState.GONE).isPresent();
            if (granted.isEmpty() && !member) {
                return Decoded.malformed(
                        ErrorCode.ACCESS_DENIED, "assertion: this peer needs an invitation", -1);
            }
            return lifecycle
                    .register(before, asked, granted, now)
                    .map(after -> new PeerStore.Change(after, true));
        };
    }

    /// Reads a heartbeat (row A10).
    public Decoded<Heartbeat> heartbeat(byte[] body, PeerId peer, Instant now) {
        return SignedRequest.read(body, Heartbeat.LABEL, peer.publicKey(), Heartbeat::fromJson)
                .flatMap(m -> SignedRequest.fresh(m, m.timestamp(), now));
    }

    /// The step that a heartbeat is.
    public PeerStore.Step beat(Heartbeat said, Instant now) {
        return before ->
                member(before)
                        .flatMap(peer ->
                                lifecycle
                                        .beat(peer, said, now)
                                        .map(after ->
                                                new PeerStore.Change(
                                                        after, Lifecycle.announced(peer, after))));
    }

    /// Whether a heartbeat brings nothing that must be stored: then it may be answered without.
    public static boolean isPlain(Heartbeat said) {
        return said.keyRecord().isEmpty() && said.descriptor().isEmpty();
    }

    /// Reads a farewell (row A16).
    public Decoded<Deregister> farewell(byte[] body, PeerId peer, Instant now) {
        return SignedRequest.read(body, Deregister.LABEL, peer.publicKey(), Deregister::fromJson)
                .flatMap(m -> SignedRequest.fresh(m, m.timestamp(), now))
                .flatMap(m ->
                        m.peerId().equals(peer)
                                ? Decoded.ok(m)
                                : Decoded.malformed("peer_id: want the path's", -1));
    }

    /// The step that a farewell is.
    public static PeerStore.Step leave() {
        return before ->
                member(before).map(peer -> new PeerStore.Change(peer.in(PeerState.GONE), true));
    }

    /// Reads a route request (row B03): its source must be who calls, and must have signed it.
    public static Decoded<RouteRequest> route(byte[] body, PeerId caller, Instant now) {
        return SignedRequest.read(
                        body,
                        RouteRequest.LABEL,
                        caller.publicKey(),
                        json -> ownRoute(json, caller))
                .flatMap(m -> SignedRequest.fresh(m, m.timestamp(), now));
    }

    private static Decoded<RouteRequest> ownRoute(JsonObject json, PeerId caller) {
        return RouteRequest.fromJson(json)
                .flatMap(request ->
                        request.source().equals(caller)
                                ? Decoded.ok(request)
                                : Decoded.malformed(
                                        ErrorCode.ACCESS_DENIED,
                                        "source_peer_id: not the caller",
                                        -1));
    }

    private static Decoded<PeerRecord> member(Optional<PeerRecord> before) {
        return before.filter(p -> p.state() != PeerState.GONE)
                .map(Decoded::ok)
                .orElseGet(() ->
                        Decoded.malformed(ErrorCode.PEER_NOT_FOUND, "peer: not registered", -1));
    }
}
