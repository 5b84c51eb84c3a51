package xyz.blueblocks.discovery.inbound;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.discovery.core.Admission;
import xyz.blueblocks.discovery.core.Membership;
import xyz.blueblocks.discovery.core.Nonces;
import xyz.blueblocks.discovery.core.PeerLookup;
import xyz.blueblocks.discovery.core.PeerRecord;
import xyz.blueblocks.discovery.core.PeerStore;
import xyz.blueblocks.discovery.core.Sessions;
import xyz.blueblocks.servicekit.audit.Decided;
import xyz.blueblocks.servicekit.audit.Decision;
import xyz.blueblocks.servicekit.error.Refused;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.message.Peer;
import xyz.blueblocks.wire.message.Register;
import xyz.blueblocks.wire.message.Registered;

/// The door for peers that have no session yet (rows A01 to A07).
@Path("/api/v1/peers/register")
@Produces(MediaType.APPLICATION_JSON)
public class RegistrationResource {
    private static final int BOOTSTRAP_PEERS = 8;
    private static final String BEARER = "Bearer ";

    private final Membership membership;
    private final PeerStore store;
    private final PeerLookup lookup;
    private final Nonces nonces;
    private final Sessions sessions;
    private final InstantSource clock;

    /// Made by CDI.
    @Inject
    public RegistrationResource(
            Membership membership,
            PeerStore store,
            PeerLookup lookup,
            Nonces nonces,
            Sessions sessions,
            InstantSource clock) {
        this.membership = membership;
        this.store = store;
        this.lookup = lookup;
        this.nonces = nonces;
        this.sessions = sessions;
        this.clock = clock;
    }

    /// Registers a peer, or registers it again.
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Decision("peer.register")
    public Uni<Response> register(
            byte[] body,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Context RoutingContext request) {
        Instant now = clock.instant();
        Register asked = Answers.granted(membership.registration(body, now));
        Decided.by(request, asked.peerId());
        asked.metadata().npi().ifPresent(npi -> Decided.npi(request, npi));
        Admission right =
                Answers.granted(membership.admission(bearer(authorization), asked.peerId(), now));
        return Answers.grantedStage(() -> nonces.use(asked.peerId(), asked.nonce(), now))
                .chain(() -> store(asked, right, now))
                .flatMap(done -> answer(done, now));
    }

    private Uni<Answers.Stepped> store(Register asked, Admission right, Instant now) {
        PeerStore.Step step = membership.register(asked, right, now);
        PeerId id = asked.peerId();
        return switch (right) {
            case Admission.Invited invited ->
                    Answers.grantedStage(() -> store.enrol(id, invited.invitation(), step))
                            .map(peer -> new Answers.Stepped(peer, true));
            case Admission.Returning returning ->
                    Answers.grantedStage(() -> nonces.use(id, returning.id(), now))
                            .chain(() ->
                                    Answers.step(
                                            () -> store.change(id, step),
                                            () -> lookup.find(id),
                                            step));
        };
    }

    /// A registration that could not be stored opens a short session: its peer comes again.
    private Uni<Response> answer(Answers.Stepped done, Instant now) {
        PeerRecord peer = done.peer();
        String token =
                done.stored() ? sessions.open(peer, now) : sessions.openProvisional(peer, now);
        Duration life = done.stored() ? Limits.SESSION_TTL : Sessions.PROVISIONAL;
        return Answers.stage(() -> lookup.relays(BOOTSTRAP_PEERS + 1))
                .map(relays ->
                        new Registered(
                                peer.id(), token, life.toSeconds(), others(relays, peer.id())))
                .map(answer -> Answers.json(201, answer.toJson()));
    }

    private static List<Peer> others(List<PeerRecord> relays, PeerId self) {
        return relays.stream()
                .filter(relay -> !relay.id().equals(self))
                .limit(BOOTSTRAP_PEERS)
                .map(PeerRecord::shown)
                .toList();
    }

    private static String bearer(@Nullable String authorization) {
        if (authorization == null
                || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw Refused.of(
                    ErrorCode.INVALID_SIGNATURE, "want an invitation: Authorization: Bearer …");
        }
        return authorization.substring(BEARER.length()).strip();
    }
}
