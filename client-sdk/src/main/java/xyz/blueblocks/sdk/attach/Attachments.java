package xyz.blueblocks.sdk.attach;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.link.Link;
import xyz.blueblocks.link.LinkClosed;
import xyz.blueblocks.sdk.circuit.CircuitLinks;
import xyz.blueblocks.sdk.circuit.LinkEvents;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Attach;
import xyz.blueblocks.wire.message.ControlMessage;
import xyz.blueblocks.wire.message.GoAway;
import xyz.blueblocks.wire.message.RelayDescriptor;
import xyz.blueblocks.wire.message.Reservation;

/// Attaches, renews before an attachment ends, and moves when a link is lost or a relay says that
/// it goes away. Runs on a thread of its own; safe for use by many threads.
public final class Attachments implements LinkEvents, AutoCloseable {
    private static final Duration LIFE = Duration.ofMinutes(50);
    private static final Duration RENEW_BEFORE = Duration.ofMinutes(15);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final Duration RELAY_ANSWERS = Duration.ofSeconds(10);
    private static final Duration AVOIDED = Duration.ofSeconds(30);

    /// All receivers of a relay that dies look for another: spread over this time where one is left
    /// to be reached by, and over a quarter of it where none is.
    private static final Duration SPREAD = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 5;

    /// Longer than discovery takes to strike a silent relay off its list.
    private static final Duration DOUBTED = Duration.ofSeconds(100);

    /// How often who has what it wants looks whether it leaves a relay for others to begin with; in
    /// a large directory it always does.
    private static final Duration LOOK_WHEN_CONTENT = Duration.ofMinutes(1);

    private static final int LARGE = 16;

    private final Profile profile;
    private final Supplier<List<RelayDescriptor>> directory;
    private final Supplier<Optional<String>> region;
    private final Surroundings surroundings;
    private final int wanted;
    private final Map<PeerId, Held> held = new ConcurrentHashMap<>();
    private final Map<PeerId, CompletableFuture<Reservation>> asked = new ConcurrentHashMap<>();
    private final Map<PeerId, Instant> avoided = new ConcurrentHashMap<>();
    private final Map<PeerId, Instant> doubted = new ConcurrentHashMap<>();
    private final Semaphore wake = new Semaphore(0);
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private volatile boolean closing;
    private volatile @Nullable BlueBlocksException lastFailure;
    private Instant lookAgain = Instant.MIN;

    private record Held(Link link, RelayDescriptor relay, Instant expires) {}

    /// @param directory relays that verify and are in force; may block and may fail
    /// @param region where this peer said it is: relays there are taken first
    /// @param wanted relays to be attached to, of different operators (protocol, section 4: two)
    public Attachments(
            Profile profile,
            Supplier<List<RelayDescriptor>> directory,
            Supplier<Optional<String>> region,
            Surroundings surroundings,
            int wanted) {
        this.profile = profile;
        this.directory = directory;
        this.region = region;
        this.surroundings = surroundings;
        this.wanted = wanted;
    }

    /// Begins to attach over these links.
    public void start(CircuitLinks links) {
        Thread.ofVirtual().name("attachments").start(() -> keep(links));
    }

    /// Waits until a relay holds an attachment, or throws what stood in the way.
    public void awaitFirst(Duration patience) {
        try {
            first.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            BlueBlocksException known = lastFailure;
            if (known != null) {
                throw known;
            }
            throw new BlueBlocksException(
                    ErrorCode.ROUTE_UNAVAILABLE,
                    "No relay of this network took our attachment.",
                    "Check that relays are up: bb doctor",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlueBlocksException(
                    ErrorCode.TIMEOUT, "Interrupted while attaching to relays.", "", e);
        }
    }

    /// Relays that hold an attachment now.
    public Set<PeerId> relays() {
        return Set.copyOf(held.keySet());
    }

    @Override
    public void onControl(Link link, JsonObject message) {
        switch (ControlMessage.fromJson(message).toOptional().orElse(null)) {
            case Reservation reservation -> reserved(link, message, reservation);
            case GoAway _ -> leave(link);
            case null, default -> {}
        }
    }

    @Override
    public void onClosed(Link link, LinkClosed why) {
        leave(link);
    }

    private void leave(Link link) {
        avoided.put(link.peer(), surroundings.now().plus(AVOIDED));
        CompletableFuture<Reservation> waiting = asked.get(link.peer());
        if (waiting != null) {
            waiting.completeExceptionally(BlueBlocksException.of(ErrorCode.ROUTE_UNAVAILABLE));
        }
        Held was = held.get(link.peer());
        if (was != null && was.link.equals(link)) {
            held.remove(link.peer());
            doubted.put(link.peer(), surroundings.now().plus(DOUBTED));
            wake.release();
        }
    }

    private void reserved(Link link, JsonObject signed, Reservation reservation) {
        CompletableFuture<Reservation> waiting = asked.get(link.peer());
        boolean good =
                reservation.relay().equals(link.peer())
                        && reservation.peerId().equals(profile.id())
                        && SignedJson.verify(signed, Reservation.LABEL, link.peer().publicKey());
        if (waiting != null && good) {
            waiting.complete(reservation);
        }
    }

    private void keep(CircuitLinks links) {
        int failures = 0;
        while (!closing) {
            try {
                ensureAttached(links);
                failures = 0;
            } catch (BlueBlocksException e) {
                // Discovery is away: what is attached stays, and we look again.
                lastFailure = e;
                failures++;
            }
            try {
                if (wake.tryAcquire(pauseMillis(failures), TimeUnit.MILLISECONDS) && !closing) {
                    long spread = SPREAD.toMillis() / (held.isEmpty() ? 4 : 1);
                    boolean _ = wake.tryAcquire(chance(spread), TimeUnit.MILLISECONDS);
                }
                wake.drainPermits();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private long pauseMillis(int failures) {
        long most =
                failures == 0
                        ? LOOK_AGAIN.toMillis()
                        : FIRST_PAUSE.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
        return most / 2 + chance(most / 2);
    }

    private long chance(long most) {
        return surroundings.random().nextLong(most + 1);
    }

    private void ensureAttached(CircuitLinks links) {
        Instant now = surroundings.now();
        avoided.values().removeIf(until -> until.isBefore(now));
        doubted.values().removeIf(until -> until.isBefore(now));
        boolean renew = held.values().stream().anyMatch(each -> endsSoon(each, now));
        if (held.size() >= wanted && !renew && now.isBefore(lookAgain)) {
            return;
        }
        List<RelayDescriptor> relays = new ArrayList<>(directory.get());
        lookAgain = relays.size() > LARGE ? Instant.MAX : now.plus(LOOK_WHEN_CONTENT);
        relays.removeIf(relay -> relay.peerId().equals(profile.id()));
        Collections.shuffle(relays, Random.from(surroundings.random()));
        for (RelayDescriptor relay : relays) {
            Held has = held.get(relay.peerId());
            if (has != null && endsSoon(has, now)) {
                boolean _ = attach(links, relay);
            }
        }
        RelayChoice choice = new RelayChoice(relays, region.get(), wanted);
        Optional<RelayDescriptor> next = choice.next(heldNow(), avoided.keySet(), doubted.keySet());
        while (next.isPresent() && !closing) {
            boolean _ = attach(links, next.get());
            next = choice.next(heldNow(), avoided.keySet(), doubted.keySet());
        }
        // A network that changed under us took all links with it; the relays are as good as before.
        for (RelayDescriptor relay : relays) {
            if (held.isEmpty()) {
                boolean _ = attach(links, relay);
            }
        }
        choice.homeward(heldNow(), avoided.keySet())
                .filter(move -> attach(links, move.to()))
                .ifPresent(move -> giveUp(move.from()));
        choice.surplus(heldNow()).ifPresent(this::giveUp);
    }

    private static boolean endsSoon(Held held, Instant now) {
        return held.expires.isBefore(now.plus(RENEW_BEFORE));
    }

    private List<RelayDescriptor> heldNow() {
        return held.values().stream().map(Held::relay).toList();
    }

    private void giveUp(RelayDescriptor relay) {
        Held was = held.remove(relay.peerId());
        if (was != null) {
            was.link.close();
        }
    }

    /// Whether it took our attachment.
    private boolean attach(CircuitLinks links, RelayDescriptor relay) {
        CompletableFuture<Reservation> answer = new CompletableFuture<>();
        asked.put(relay.peerId(), answer);
        try {
            Link link =
                    links.dial(relay.peerId(), relay.endpoints())
                            .toCompletableFuture()
                            .get(RELAY_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
            link.control(signedAttach(relay.peerId()));
            Reservation reservation = answer.get(RELAY_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
            held.put(relay.peerId(), new Held(link, relay, reservation.expires()));
            doubted.remove(relay.peerId());
            first.complete(null);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            avoided.put(relay.peerId(), surroundings.now().plus(AVOIDED));
            doubted.put(relay.peerId(), surroundings.now().plus(DOUBTED));
        } catch (InterruptedException e) {
            avoided.put(relay.peerId(), surroundings.now().plus(AVOIDED));
            Thread.currentThread().interrupt();
        } finally {
            asked.remove(relay.peerId(), answer);
        }
        return false;
    }

    private JsonObject signedAttach(PeerId relay) {
        Instant now = Instant.ofEpochSecond(surroundings.now().getEpochSecond());
        Attach attach =
                new Attach(
                        profile.id(),
                        relay,
                        now,
                        now.plus(LIFE),
                        Text.hex(surroundings.bytes(Limits.MESSAGE_NONCE_BYTES)));
        return SignedJson.sign(attach.toJson(), Attach.LABEL, profile.identityKey());
    }

    @Override
    public void close() {
        closing = true;
        wake.release();
        held.values().forEach(each -> each.link.close());
        held.clear();
    }
}
