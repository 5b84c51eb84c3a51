package xyz.blueblocks.servicekit.audit;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.identity.BlueAddress;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.servicekit.config.ServiceSettings;
import xyz.blueblocks.servicekit.error.ErrorBody;
import xyz.blueblocks.servicekit.error.Refused;
import xyz.blueblocks.servicekit.error.RequestIds;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.event.AuditEntry;
import xyz.blueblocks.wire.event.AuditEvent;

/// Makes the audit event of every request to a [Decision] method. With a full spool nothing is
/// decided at all: the request is refused before it is looked at, and an answer whose event found
/// no room in the meantime is withdrawn.
// A proxy on purpose: JAX-RS holds its filters from before the settings are known.
@ApplicationScoped
public final class DecisionAudit {
    private static final int BEFORE_AUTHENTICATION = 500;
    private static final int ID_BYTES = 16;
    private static final String NOBODY = "unknown";
    private static final String ACTION = "blueblocks.decision.action";

    private final AuditOutbox outbox;
    private final InstantSource clock;
    private final SecureRandom random;
    private final CurrentVertxRequest current;
    private final IpHash addresses;
    private final String source;

    /// Made by CDI.
    @Inject
    public DecisionAudit(
            AuditOutbox outbox,
            InstantSource clock,
            SecureRandom random,
            CurrentVertxRequest current,
            ServiceSettings settings) {
        this.outbox = outbox;
        this.clock = clock;
        this.random = random;
        this.current = current;
        this.addresses = new IpHash(random);
        this.source = AuditEvent.serviceSource(settings.name(), settings.replica());
    }

    /// Refuses while events find no room.
    @Decision
    @ServerRequestFilter(nonBlocking = true, priority = BEFORE_AUTHENTICATION)
    public Optional<Response> roomFirst(ResourceInfo resource) {
        // Kept here: when a later filter refuses, the method is not known any more.
        current.getCurrent()
                .put(ACTION, resource.getResourceMethod().getAnnotation(Decision.class).value());
        if (!outbox.accepting()) {
            throw noRoom();
        }
        return Optional.empty();
    }

    /// Records what became of the request, then lets the answer go.
    @Decision
    @ServerResponseFilter
    public Uni<Void> record(ContainerResponseContext answer) {
        RoutingContext caller = current.getCurrent();
        Instant now = clock.instant();
        String action = Objects.requireNonNull(caller.get(ACTION), "no filter ran");
        AuditEvent event = event(action, caller, answer.getStatus() < 400, now);
        return onSameThread(outbox.append(event))
                .invoke(outcome -> {
                    if (outcome != AuditOutbox.Outcome.SPOOLED) {
                        withdraw(answer, caller, now);
                    }
                })
                .replaceWithVoid();
    }

    private AuditEvent event(String action, RoutingContext caller, boolean allowed, Instant now) {
        Optional<PeerId> actor = Decided.actor(caller);
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String name = Text.hex(id);
        Optional<String> why =
                allowed
                        ? Decided.reason(caller)
                        : RequestIds.error(caller).map(e -> e.code() + " " + e.title());
        AuditEntry entry =
                new AuditEntry(
                        "log_" + name,
                        now,
                        action,
                        Optional.empty(),
                        Optional.empty(),
                        actor.map(peer -> BlueAddress.of(peer.publicKey())),
                        Decided.npi(caller),
                        why,
                        Optional.of(
                                addresses.of(caller.request().remoteAddress().hostAddress(), now)),
                        allowed,
                        Optional.empty(),
                        Optional.empty());
        return new AuditEvent(
                "evt_" + name, source, now, actor.map(PeerId::toString).orElse(NOBODY), entry);
    }

    private static void withdraw(
            ContainerResponseContext answer, RoutingContext caller, Instant now) {
        Refused refusal = noRoom();
        answer.setStatus(refusal.status());
        answer.setEntity(
                ErrorBody.of(ErrorBody.JSON, refusal, refusal.status(), RequestIds.of(caller), now),
                new Annotation[0],
                MediaType.APPLICATION_JSON_TYPE);
    }

    private static Refused noRoom() {
        return Refused.of(ErrorCode.TIMEOUT, 503, "cannot record decisions now; try again later");
    }

    /// The outbox completes on its own thread; the answer belongs to the request's event loop.
    private static <T> Uni<T> onSameThread(CompletionStage<T> stage) {
        Context context = Vertx.currentContext();
        Uni<T> uni = Uni.createFrom().completionStage(stage);
        return context == null ? uni : uni.emitOn(work -> context.runOnContext(_ -> work.run()));
    }
}
