package xyz.blueblocks.discovery.inbound;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import xyz.blueblocks.discovery.core.Announcements;
import xyz.blueblocks.discovery.core.PeerLookup;
import xyz.blueblocks.discovery.core.PeerRecord;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.HeartbeatAnswer;
import xyz.blueblocks.wire.message.RelayDirectory;

/// What every caller is told alike, so it is read once per second and not once per caller:
/// announcements in heartbeat answers, and the relay directory.
@Singleton
public final class Bulletin {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int MAX_ANNOUNCEMENTS = 32;
    private static final int MAX_RELAYS = 1000;

    private final Announcements announcements;
    private final PeerLookup lookup;
    private final InstantSource clock;
    private volatile Kept<List<JsonObject>> posted = new Kept<>(List.of(), Instant.MIN);
    private volatile Kept<RelayDirectory> relays =
            new Kept<>(new RelayDirectory(List.of()), Instant.MIN);

    /// Made by CDI.
    @Inject
    public Bulletin(Announcements announcements, PeerLookup lookup, InstantSource clock) {
        this.announcements = announcements;
        this.lookup = lookup;
        this.clock = clock;
    }

    /// The answer to a heartbeat, with a fresh token where one is due.
    Uni<HeartbeatAnswer> answer(Optional<String> token) {
        return kept(posted, this::readAnnouncements)
                .onFailure()
                .recoverWithItem(() -> posted.value)
                .map(all -> new HeartbeatAnswer(Limits.HEARTBEAT_INTERVAL.toMillis(), all, token));
    }

    /// Descriptors of the relays that circuits may be built over, as they signed them.
    Uni<RelayDirectory> relays() {
        return kept(relays, this::readRelays);
    }

    private Uni<List<JsonObject>> readAnnouncements() {
        Instant now = clock.instant();
        return Answers.stage(() -> announcements.inForce(now, MAX_ANNOUNCEMENTS))
                .invoke(all -> posted = new Kept<>(all, now));
    }

    private Uni<RelayDirectory> readRelays() {
        Instant now = clock.instant();
        return Answers.stage(() -> lookup.relays(MAX_RELAYS))
                .map(all ->
                        new RelayDirectory(
                                all.stream()
                                        .map(PeerRecord::descriptor)
                                        .flatMap(Optional::stream)
                                        .toList()))
                .invoke(directory -> relays = new Kept<>(directory, now));
    }

    private <T> Uni<T> kept(Kept<T> last, Supplier<Uni<T>> read) {
        Instant now = clock.instant();
        boolean fresh =
                !now.isBefore(last.since) && Duration.between(last.since, now).compareTo(FRESH) < 0;
        return !last.since.equals(Instant.MIN) && fresh
                ? Uni.createFrom().item(last.value)
                : read.get();
    }

    private record Kept<T>(T value, Instant since) {}
}
