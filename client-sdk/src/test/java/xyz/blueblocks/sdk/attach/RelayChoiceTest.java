package xyz.blueblocks.sdk.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.wire.message.Endpoint;
import xyz.blueblocks.wire.message.OnionKey;
import xyz.blueblocks.wire.message.RelayDescriptor;
import xyz.blueblocks.wire.message.RelayLimits;

class RelayChoiceTest {
    private static final long SEED = 20_261_120;
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String EAST = "us-east-1";
    private static final String CENTRAL = "eu-central-1";
    private static final HpkePublicKey ONION = HpkePrivateKey.generate(HpkeKem.X25519).publicKey();

    private final Random random = new Random(SEED);
    private final List<RelayDescriptor> relays = new ArrayList<>();

    private RelayDescriptor relay(String region, String operator) {
        try (Ed25519PrivateKey key = Ed25519PrivateKey.generate()) {
            RelayDescriptor relay =
                    new RelayDescriptor(
                            PeerId.of(key.publicKey()),
                            key.publicKey(),
                            List.of(new Endpoint("bb-link", "bb-link://127.1.1.1:4443", 1)),
                            List.of(new OnionKey(ONION, NOW, NOW.plus(Duration.ofDays(1)))),
                            operator,
                            region,
                            "US",
                            "node-" + operator,
                            RelayLimits.DEFAULT,
                            NOW,
                            NOW.plus(Duration.ofHours(20)));
            relays.add(relay);
            return relay;
        }
    }

    private void relays(String region, int count) {
        for (int i = 0; i < count; i++) {
            relay(region, "operator-" + relays.size());
        }
    }

    /// What a receiver ends up attached to, where `dead` are listed and do not answer.
    private Set<RelayDescriptor> attached(String region, Set<RelayDescriptor> dead) {
        Collections.shuffle(relays, random);
        RelayChoice choice = new RelayChoice(relays, Optional.of(region), 2);
        Set<RelayDescriptor> held = new HashSet<>();
        Set<PeerId> failed = new HashSet<>();
        Optional<RelayDescriptor> next = choice.next(held, failed, failed);
        while (next.isPresent()) {
            if (dead.contains(next.get())) {
                failed.add(next.get().peerId());
            } else {
                held.add(next.get());
            }
            next = choice.next(held, failed, failed);
        }
        return held;
    }

    @Test
    @DisplayName("a receiver attaches in its own region where that leaves a relay for a first hop")
    void near_relays_come_first() {
        relays(EAST, 3);
        relays(CENTRAL, 5);
        for (int i = 0; i < 50; i++) {
            assertThat(attached(EAST, Set.of()))
                    .hasSize(2)
                    .allMatch(relay -> relay.region().equals(EAST));
        }
    }

    @Test
    @DisplayName(
            "B09: of a region with two relays it takes one, so that a route can stay there, and the other elsewhere")
    void a_small_region_keeps_a_first_hop() {
        relays(EAST, 2);
        relays(CENTRAL, 2);
        for (int i = 0; i < 50; i++) {
            assertThat(attached(EAST, Set.of()))
                    .extracting(RelayDescriptor::region)
                    .containsExactlyInAnyOrder(EAST, CENTRAL);
        }
    }

    @Test
    @DisplayName("a receiver of a region without relays attaches elsewhere")
    void no_relay_of_ones_own_region_is_no_obstacle() {
        relays(CENTRAL, 4);
        assertThat(attached(EAST, Set.of())).hasSize(2);
    }

    @Test
    @DisplayName("while a region is lost and still listed, the last relay that works is left free")
    void the_loss_of_a_region_leaves_everybody_reachable() {
        relays(EAST, 2);
        relays(CENTRAL, 2);
        Set<RelayDescriptor> east = new HashSet<>(relays.subList(0, 2));
        for (int i = 0; i < 50; i++) {
            for (String region : List.of(EAST, CENTRAL)) {
                assertThat(attached(region, east))
                        .hasSize(1)
                        .allMatch(relay -> relay.region().equals(CENTRAL));
            }
        }
    }

    @Test
    @DisplayName("of a region that does not answer, two relays are tried before others are")
    void a_silent_region_is_not_waited_for() {
        relays(EAST, 10);
        relays(CENTRAL, 3);
        RelayChoice choice = new RelayChoice(relays, Optional.of(EAST), 2);
        Set<PeerId> failed = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            RelayDescriptor next = choice.next(Set.of(), failed, failed).orElseThrow();
            assertThat(next.region()).isEqualTo(EAST);
            failed.add(next.peerId());
        }
        assertThat(choice.next(Set.of(), failed, failed).orElseThrow().region()).isEqualTo(CENTRAL);
    }

    @Test
    @DisplayName("when its region is back, a receiver comes home, and then stays")
    void the_way_home() {
        relays(EAST, 3);
        relays(CENTRAL, 3);
        List<RelayDescriptor> abroad = List.copyOf(relays.subList(3, 5));
        RelayChoice choice = new RelayChoice(relays, Optional.of(EAST), 2);

        RelayChoice.Move first = choice.homeward(abroad, Set.of()).orElseThrow();
        assertThat(abroad).contains(first.from());
        assertThat(first.to().region()).isEqualTo(EAST);
        assertThat(choice.homeward(relays.subList(0, 2), Set.of())).isEmpty();
        assertThat(choice.homeward(relays.subList(0, 1), Set.of())).isEmpty();
        assertThat(choice.homeward(abroad, Set.of(first.to().peerId())).orElseThrow().to())
                .isNotEqualTo(first.to());
    }

    @Test
    void a_lonely_relay_is_taken_and_the_last_of_two_is_not() {
        relays(EAST, 1);
        assertThat(attached(EAST, Set.of())).hasSize(1);
        relays(CENTRAL, 1);
        assertThat(attached(EAST, Set.of())).hasSize(1);
    }

    @Test
    void two_attachments_are_never_at_one_operator() {
        relay(EAST, "one");
        relay(EAST, "one");
        relay(EAST, "two");
        relay(CENTRAL, "three");
        for (int i = 0; i < 50; i++) {
            assertThat(attached(EAST, Set.of()))
                    .hasSize(2)
                    .extracting(RelayDescriptor::operator)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    @DisplayName("who holds all that is left gives one up, and rather one far away")
    void a_surplus_is_given_up() {
        relays(EAST, 1);
        relays(CENTRAL, 1);
        RelayChoice choice = new RelayChoice(relays, Optional.of(CENTRAL), 2);

        assertThat(choice.surplus(relays)).contains(relays.getFirst());
        assertThat(choice.surplus(relays.subList(0, 1))).isEmpty();
        relays(EAST, 1);
        assertThat(new RelayChoice(relays, Optional.of(CENTRAL), 2).surplus(relays.subList(0, 2)))
                .isEmpty();
    }
}
