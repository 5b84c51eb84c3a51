package xyz.blueblocks.relay.config;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.relay.core.MinuteReport;
import xyz.blueblocks.relay.outbound.AuditMinutes;
import xyz.blueblocks.relay.outbound.DiscoveryAccount;
import xyz.blueblocks.relay.outbound.ReportWriter;
import xyz.blueblocks.relay.outbound.Rounds;

/// What a relay does again and again beside its links, each on a virtual thread of its own.
final class RelayRounds implements AutoCloseable {
    /// How late a change of attachments may be told.
    private static final Duration SOON = Duration.ofMillis(200);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int LOOP_SECONDS = 5;

    private final InstantSource clock;
    private final List<Rounds> all = new ArrayList<>();
    private volatile @Nullable Rounds directory;
    private volatile @Nullable Rounds account;

    RelayRounds(InstantSource clock) {
        this.clock = clock;
    }

    void every(String name, Duration pause, Runnable step) {
        all.add(
                Rounds.start(
                        name,
                        () -> {
                            step.run();
                            return pause;
                        }));
    }

    /// Registers, beats, and reads directory and keys.
    void follow(DiscoveryAccount own, Duration refresh) {
        Rounds living = Rounds.start("account", () -> live(own));
        account = living;
        all.add(living);
        Rounds reading = Rounds.start("directory", () -> read(own, refresh));
        directory = reading;
        all.add(reading);
    }

    /// Reads the directory now: somebody asked for a relay that is not in it.
    void lookAgain() {
        Rounds reading = directory;
        if (reading != null) {
            reading.wake();
        }
    }

    /// Tells discovery how it is now, and not only when the next heartbeat is due.
    void beatNow() {
        Rounds living = account;
        if (living != null) {
            living.wake();
        }
    }

    private static Duration live(DiscoveryAccount account) throws Exception {
        if (!account.registered() || account.untilRenewal().isZero()) {
            account.register();
        }
        Duration next = account.beat();
        Duration renewal = account.untilRenewal().plusSeconds(1);
        return renewal.compareTo(next) < 0 ? renewal : next;
    }

    private static Duration read(DiscoveryAccount account, Duration refresh) throws Exception {
        account.readKeys();
        if (!account.registered()) {
            return SOON;
        }
        account.readDirectory();
        return refresh;
    }

    /// Tells planners of attachments at once and of everything else each minute, and the audit log
    /// each minute.
    void report(
            AtomicBoolean attachmentsChanged,
            ReportWriter reports,
            AuditMinutes audit,
            Supplier<CompletionStage<MinuteReport>> newest) {
        all.add(
                Rounds.start(
                        "reports",
                        () -> {
                            if (attachmentsChanged.getAndSet(false)) {
                                reports.write(await(newest), false);
                            }
                            return SOON;
                        }));
        all.add(
                Rounds.start(
                        "minute",
                        () -> {
                            Thread.sleep(untilNextMinute());
                            reports.write(await(newest), true);
                            audit.minute();
                            return Duration.ofSeconds(1);
                        }));
    }

    private Duration untilNextMinute() {
        return MINUTE.minusSeconds(clock.instant().getEpochSecond() % MINUTE.toSeconds());
    }

    private static MinuteReport await(Supplier<CompletionStage<MinuteReport>> newest)
            throws Exception {
        return newest.get().toCompletableFuture().get(LOOP_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        all.reversed().forEach(Rounds::close);
    }
}
