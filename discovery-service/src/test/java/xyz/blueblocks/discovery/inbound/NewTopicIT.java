package xyz.blueblocks.discovery.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static xyz.blueblocks.wire.message.Capability.PATIENT;
import static xyz.blueblocks.wire.message.Capability.RELAY;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.servicekit.testing.TestInfra;
import xyz.blueblocks.servicekit.testing.TestPeer;
import xyz.blueblocks.wire.event.PeerEvent;

/// What discovery tells a peers topic that it has not told everybody yet.
@QuarkusTest
@WithTestResource(value = TestInfra.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = TestNetwork.class, scope = TestResourceScope.GLOBAL)
final class NewTopicIT {
    @TestHTTPResource("/")
    private URI base;

    @Test
    @DisplayName(
            "N08: a peers topic that is new, as after a restore into an empty Kafka, is told everybody once")
    void a_new_topic_is_told_everybody() throws SQLException {
        Door door = new Door(base);
        TestPeer patient = TestPeer.stranger();
        TestPeer relay = TestPeer.stranger();
        String token = door.join(patient, PATIENT);
        door.join(relay, RELAY);
        door.call(patient, token, "DELETE", "peers/" + patient.id(), Bodies.farewell(patient))
                .is(200);
        Looking.await("noted", () -> Looking.count("select count(*) from peers_told") == 1);
        long gone = Looking.peerEvent(patient, PeerEvent.State.GONE).version();
        PeerEvent alive = Looking.peerEvent(relay, PeerEvent.State.ALIVE);
        int before = Looking.peerEvents(patient).size();

        // As if what it was told had been another topic of this name.
        try (var connection =
                        DriverManager.getConnection(
                                TestInfra.addresses().get("jdbc"), "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute("update peers_told set topic_id = 'another'");
        }
        Looking.await(
                "told again",
                () ->
                        Looking.count("select count(*) from peers_told where topic_id <> 'another'")
                                == 1);

        List<PeerEvent> told = Looking.peerEvents(patient);
        assertThat(told).hasSize(before + 1);
        assertThat(told.getLast().state()).isEqualTo(PeerEvent.State.GONE);
        assertThat(told.getLast().version()).isEqualTo(gone);
        PeerEvent again = Looking.peerEvents(relay).getLast();
        assertThat(again.version()).isGreaterThanOrEqualTo(alive.version());
        assertThat(again.descriptor()).isEqualTo(alive.descriptor());
        assertThat(again.endpoints()).isEqualTo(alive.endpoints());
    }
}
