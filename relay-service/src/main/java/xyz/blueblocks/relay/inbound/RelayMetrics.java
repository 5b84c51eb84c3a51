package xyz.blueblocks.relay.inbound;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import xyz.blueblocks.relay.core.RelayCounters;
import xyz.blueblocks.relay.core.RelayCounters.Drop;
import xyz.blueblocks.relay.core.RelayInsight;

/// The relay's numbers for Prometheus. No label names a peer, a circuit or an address.
@Singleton
final class RelayMetrics {

    void register(@Observes StartupEvent event, RelayInsight relay, MeterRegistry registry) {
        RelayCounters counters = relay.counters();
        counter(
                registry,
                counters,
                "blueblocks.relay.circuits.opened",
                "circuits",
                "Circuits set up",
                RelayCounters::circuitsOpened);
        counter(
                registry,
                counters,
                "blueblocks.relay.circuits.closed",
                "circuits",
                "Circuits ended",
                RelayCounters::circuitsClosed);
        counter(
                registry,
                counters,
                "blueblocks.relay.cells",
                "cells",
                "Cells forwarded, both directions",
                RelayCounters::cells);
        counter(
                registry,
                counters,
                "blueblocks.relay.forwarded",
                "bytes",
                "Payload bytes of cells forwarded",
                RelayCounters::bytes);
        counter(
                registry,
                counters,
                "blueblocks.relay.stray.frames",
                "frames",
                "Frames of circuits that are not there",
                RelayCounters::strayFrames);
        for (Drop why : Drop.values()) {
            FunctionCounter.builder(
                            "blueblocks.relay.drops", counters, all -> (double) all.drops(why))
                    .tag("reason", why.name().toLowerCase(Locale.ROOT))
                    .description("Set-ups refused and circuits ended, by reason")
                    .register(registry);
        }
        gauges(registry, counters);
    }

    private static void gauges(MeterRegistry registry, RelayCounters counters) {
        gauge(
                registry,
                counters,
                "blueblocks.relay.circuits.open",
                "circuits",
                "Circuits now",
                RelayCounters::openCircuits);
        gauge(
                registry,
                counters,
                "blueblocks.relay.setups.pending",
                "circuits",
                "Set-ups that wait for the next hop",
                RelayCounters::pendingSetups);
        gauge(
                registry,
                counters,
                "blueblocks.relay.queued",
                "bytes",
                "Bytes that wait in the relay",
                RelayCounters::queuedBytes);
        gauge(
                registry,
                counters,
                "blueblocks.relay.queue.age",
                "milliseconds",
                "How long the oldest queued cell has waited",
                RelayCounters::oldestQueuedMillis);
        gauge(
                registry,
                counters,
                "blueblocks.relay.links",
                "links",
                "Links now",
                RelayCounters::neighbours);
        gauge(
                registry,
                counters,
                "blueblocks.relay.attached",
                "peers",
                "Peers that can be reached here",
                RelayCounters::attachedPeers);
    }

    private static void counter(
            MeterRegistry registry,
            RelayCounters counters,
            String name,
            String unit,
            String description,
            ToDoubleFunction<RelayCounters> value) {
        FunctionCounter.builder(name, counters, value)
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    private static void gauge(
            MeterRegistry registry,
            RelayCounters counters,
            String name,
            String unit,
            String description,
            ToDoubleFunction<RelayCounters> value) {
        Gauge.builder(name, counters, value)
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }
}
