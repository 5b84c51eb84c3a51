package xyz.blueblocks.audit.config;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import xyz.blueblocks.audit.core.AppendOutcome;
import xyz.blueblocks.audit.core.RefusalReason;
import xyz.blueblocks.audit.inbound.LogWatch;
import xyz.blueblocks.audit.outbound.TopicPublisher;

/// What an operator watches: how long the log is, how far it lags, what it refused.
@Singleton
public final class LogMetrics implements LogWatch {
    private final MeterRegistry registry;
    private final TopicPublisher publisher;
    private final Counter appended;
    private final Counter repeats;
    private final Counter lost;
    private final AtomicLong treeSize = new AtomicLong();
    private final AtomicLong lag = new AtomicLong();
    private final AtomicBoolean failing = new AtomicBoolean(true);

    /// Made by CDI.
    @Inject
    public LogMetrics(MeterRegistry registry, TopicPublisher publisher) {
        this.registry = registry;
        this.publisher = publisher;
        this.appended = counter("blueblocks.audit.appended", "New leaves", "entries");
        this.repeats =
                counter("blueblocks.audit.repeats", "Events that were leaves already", "events");
        this.lost =
                counter(
                        "blueblocks.audit.positions.lost",
                        "Partitions whose next event Kafka no longer held",
                        "partitions");
        for (RefusalReason reason : RefusalReason.values()) {
            deadLetters(reason);
        }
        Gauge.builder("blueblocks.audit.tree.size", treeSize, AtomicLong::get)
                .description("Leaves in the log, as this replica last wrote it")
                .baseUnit("entries")
                .register(registry);
        Gauge.builder("blueblocks.audit.lag", lag, AtomicLong::get)
                .description("Events on the topic that this replica has yet to read")
                .baseUnit("events")
                .register(registry);
        flag(
                "blueblocks.audit.reading",
                "1 while events get into the log, 0 after a failure",
                () -> !failing.get());
        flag(
                "blueblocks.audit.publishing",
                "1 while the topics are told of entries and checkpoints, 0 after a failure",
                () -> !publisher.failing());
    }

    private void flag(String name, String description, BooleanSupplier state) {
        Gauge.builder(name, state, each -> each.getAsBoolean() ? 1 : 0)
                .description(description)
                .register(registry);
    }

    private Counter counter(String name, String description, String unit) {
        return Counter.builder(name).description(description).baseUnit(unit).register(registry);
    }

    private Counter deadLetters(RefusalReason reason) {
        return Counter.builder("blueblocks.audit.dead.letters")
                .description("Bad events")
                .baseUnit("events")
                .tag("reason", reason.name())
                .register(registry);
    }

    @Override
    public void appended(AppendOutcome outcome) {
        appended.increment(outcome.appended());
        repeats.increment(outcome.repeats());
        outcome.deadLetters().forEach(letter -> deadLetters(letter.reason()).increment());
        treeSize.set(outcome.treeSize());
        publisher.wake();
    }

    @Override
    public void lag(long events) {
        lag.set(events);
    }

    @Override
    public void readerFailing(boolean now) {
        failing.set(now);
    }

    @Override
    public void positionLost(int partitions) {
        lost.increment(partitions);
    }
}
