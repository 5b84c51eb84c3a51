package xyz.blueblocks.planner.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.planner.core.SampleNetwork.Person;

class NetworkViewTest {
    private static final Instant NOW = SampleNetwork.NOW;

    private final SampleNetwork network = new SampleNetwork();

    @Test
    @DisplayName("A17: while the topics cannot be read, who was attached stays attached")
    void an_outage_of_the_topics_ends_no_attachment() {
        Person relay = network.relay(1, 0.1);
        Person brook = network.join();
        network.attach(brook, relay);
        network.view.hearing(NOW.plusSeconds(10));

        assertThat(network.view.attachedAt(brook.id(), NOW.plusSeconds(151))).hasSize(1);
        network.view.sweep(NOW.plusSeconds(600));
        assertThat(network.view.attachedAt(brook.id(), NOW.plusSeconds(600))).hasSize(1);

        network.view.hearing(NOW.plusSeconds(601));
        assertThat(network.view.attachedAt(brook.id(), NOW.plusSeconds(601))).isEmpty();
    }

    @Test
    void an_outage_prolongs_no_attachment_beyond_what_its_receiver_signed() {
        Person relay = network.relay(1, 0.1);
        Person brook = network.join();
        network.attach(brook, relay);
        network.view.hearing(NOW.plusSeconds(10));

        assertThat(network.view.attachedAt(brook.id(), NOW.plusSeconds(50 * 60 - 1))).hasSize(1);
        assertThat(network.view.attachedAt(brook.id(), NOW.plusSeconds(50 * 60))).isEmpty();
    }
}
