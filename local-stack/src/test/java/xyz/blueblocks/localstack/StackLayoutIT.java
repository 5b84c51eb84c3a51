package xyz.blueblocks.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StackLayoutIT {
    private static final ServiceId RELAY = new ServiceId(ServiceKind.RELAY, 2);
    @TempDir private Path folder;

    @Test
    void no_two_services_share_an_address_and_port() {
        StackLayout layout =
                StackLayout.choose(folder.resolve("layout"), ServiceId.all(), List.of());

        Set<String> seen = new HashSet<>();
        for (ServiceId id : ServiceId.all()) {
            for (Port port : Port.of(id.kind())) {
                assertThat(seen.add(layout.address(id) + ":" + layout.port(id, port)))
                        .as(id + " " + port)
                        .isTrue();
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName("relays of a local stack stand in four different /16 networks")
    void relays_stand_in_different_networks() {
        StackLayout layout =
                StackLayout.choose(folder.resolve("layout"), ServiceId.all(), List.of());

        Set<String> networks = new HashSet<>();
        for (ServiceId id : ServiceId.all()) {
            if (id.kind() == ServiceKind.RELAY) {
                String address = layout.address(id);
                networks.add(address.substring(0, address.indexOf('.', 4)));
            }
        }
        assertThat(networks).hasSize(4);
    }

    @Test
    void what_was_chosen_once_is_chosen_again() {
        StackLayout first =
                StackLayout.choose(folder.resolve("layout"), ServiceId.all(), List.of());

        StackLayout second =
                StackLayout.choose(folder.resolve("layout"), ServiceId.all(), List.of());

        assertThat(second.url(RELAY)).isEqualTo(first.url(RELAY));
        assertThat(StackLayout.read(folder.resolve("layout")).orElseThrow().url(RELAY))
                .isEqualTo(first.url(RELAY));
    }

    @Test
    @DisplayName("services are dealt out over the regions, and a later start remembers them")
    void services_are_spread_over_regions() {
        StackRegion east = new StackRegion("us-east-1", "US");
        StackRegion central = new StackRegion("eu-central-1", "DE");
        StackLayout.choose(folder.resolve("layout"), ServiceId.all(), List.of(east, central));

        StackLayout again =
                StackLayout.choose(folder.resolve("layout"), ServiceId.all(), List.of());

        assertThat(again.regions()).containsExactly(east, central);
        assertThat(again.services(east))
                .extracting(ServiceId::name)
                .containsExactly("discovery-1", "planner-1", "relay-1", "relay-2");
        assertThat(again.services(central))
                .extracting(ServiceId::name)
                .containsExactly("discovery-2", "planner-2", "relay-3", "relay-4");
        assertThat(again.region(new ServiceId(ServiceKind.AUDIT, 1))).isEmpty();
        assertThat(StackLayout.read(folder.resolve("layout")).orElseThrow().regions())
                .isEqualTo(again.regions());
    }

    @Test
    void a_port_that_somebody_else_has_taken_is_avoided() throws IOException {
        StackLayout first =
                StackLayout.choose(folder.resolve("layout"), ServiceId.all(), List.of());
        try (ServerSocket other =
                new ServerSocket(
                        first.port(RELAY, Port.LINK),
                        1,
                        InetAddress.ofLiteral(first.address(RELAY)))) {
            StackLayout second =
                    StackLayout.choose(folder.resolve("layout"), ServiceId.all(), List.of());

            assertThat(second.port(RELAY, Port.LINK)).isNotEqualTo(other.getLocalPort());
            assertThat(second.port(RELAY, Port.HTTPS)).isEqualTo(first.port(RELAY, Port.HTTPS));
        }
    }

    @Test
    void a_damaged_file_counts_as_no_file() throws IOException {
        Files.writeString(
                folder.resolve("layout"),
                "relay-2.address=127.5.1.1\nrelay-2.link=99999999\nrelay-2.https=-3\n");

        assertThat(StackLayout.read(folder.resolve("layout")).orElseThrow().services()).isEmpty();
    }
}
