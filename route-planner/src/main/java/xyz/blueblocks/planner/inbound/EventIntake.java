package xyz.blueblocks.planner.inbound;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.planner.core.NetworkView;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Topics;
import xyz.blueblocks.wire.event.PeerEvent;
import xyz.blueblocks.wire.event.RelayReport;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Turns records of the topics into changes of the view. A record that cannot be read is counted
/// and left out: one bad record must not stop a planner.
@ApplicationScoped
class EventIntake {
    private static final Logger LOG = Logger.getLogger(EventIntake.class);

    private final NetworkView view;
    private final InstantSource clock;
    private final Counter refused;

    EventIntake(NetworkView view, InstantSource clock, MeterRegistry metrics) {
        this.view = view;
        this.clock = clock;
        this.refused =
                Counter.builder("blueblocks.planner.events.refused")
                        .description("Records on the planner's topics that could not be believed")
                        .baseUnit("records")
                        .register(metrics);
        metrics.gauge("blueblocks.planner.relays", view, v -> v.relayCount(clock.instant()));
        metrics.gauge("blueblocks.planner.peers", view, NetworkView::peerCount);
    }

    /// Takes one record; a null value is a tombstone.
    void take(String topic, @Nullable String key, byte @Nullable [] value) {
        if (value == null) {
            if (topic.equals(Topics.PEERS) && key != null) {
                PeerId.parse(key).ifPresent(view::forget);
            }
            return;
        }
        Decoded<JsonObject> json = Json.parse(value);
        Decoded<?> taken = topic.equals(Topics.PEERS) ? peer(json, key) : report(json, key);
        if (taken instanceof Decoded.Malformed<?> bad) {
            refused.increment();
            LOG.warnf("record refused: topic=%s reason=%s", topic, bad.why());
        }
    }

    private Decoded<PeerEvent> peer(Decoded<JsonObject> json, @Nullable String key) {
        return json.flatMap(PeerEvent::fromJson)
                .flatMap(event -> {
                    if (!event.peerId().toString().equals(key)) {
                        return Decoded.malformed("key: not the peer's id", -1);
                    }
                    view.apply(event, clock.instant());
                    return Decoded.ok(event);
                });
    }

    private Decoded<RelayReport> report(Decoded<JsonObject> json, @Nullable String key) {
        return json.flatMap(RelayReport::verified)
                .flatMap(report -> {
                    if (!report.relay().toString().equals(key)) {
                        return Decoded.malformed("key: not the relay's id", -1);
                    }
                    view.apply(report, clock.instant());
                    return Decoded.ok(report);
                });
    }
}
