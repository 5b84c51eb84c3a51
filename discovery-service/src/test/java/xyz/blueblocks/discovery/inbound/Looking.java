package xyz.blueblocks.discovery.inbound;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import xyz.blueblocks.servicekit.testing.TestInfra;
import xyz.blueblocks.servicekit.testing.TestPeer;
import xyz.blueblocks.servicekit.testing.TopicReader;
import xyz.blueblocks.wire.Topics;
import xyz.blueblocks.wire.event.AuditEvent;
import xyz.blueblocks.wire.event.PeerEvent;
import xyz.blueblocks.wire.json.Json;

/// What came of a call, beyond its answer: rows, peer events, audit events.
final class Looking {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private Looking() {}

    static int count(String sql) {
        try (var connection =
                        DriverManager.getConnection(
                                TestInfra.addresses().get("jdbc"), "postgres", "postgres");
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    static int rowsOf(TestPeer peer) {
        return count("select count(*) from peers where peer_id = '" + peer.id() + "'");
    }

    static PeerEvent peerEvent(TestPeer peer, PeerEvent.State state) {
        try (TopicReader topic = TopicReader.open(Topics.PEERS)) {
            return event(
                    topic.await(
                            r -> peer.id().toString().equals(r.key()) && event(r).state() == state,
                            PATIENCE));
        }
    }

    static List<PeerEvent> peerEvents(TestPeer peer) {
        try (TopicReader topic = TopicReader.open(Topics.PEERS)) {
            return topic.all().stream()
                    .filter(r -> peer.id().toString().equals(r.key()))
                    .map(Looking::event)
                    .toList();
        }
    }

    /// Waits until the peer (or `unknown`) has this many audit events, and gives them all.
    static List<AuditEvent> audit(String subject, int atLeast) {
        Instant deadline = Instant.now().plus(PATIENCE);
        try (TopicReader topic = TopicReader.open(Topics.AUDIT_EVENTS)) {
            while (true) {
                List<AuditEvent> found =
                        topic.all().stream()
                                .filter(r -> subject.equals(r.key()))
                                .map(r -> Json.parse(r.value()).flatMap(AuditEvent::fromJson))
                                .map(d -> d.orElseThrow())
                                .toList();
                if (found.size() >= atLeast) {
                    return found;
                }
                if (Instant.now().isAfter(deadline)) {
                    throw new AssertionError(subject + ": only " + found.size() + " events");
                }
            }
        }
    }

    static void await(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            Thread.onSpinWait();
        }
    }

    private static PeerEvent event(ConsumerRecord<String, byte[]> record) {
        return Json.parse(record.value()).flatMap(PeerEvent::fromJson).orElseThrow();
    }
}
