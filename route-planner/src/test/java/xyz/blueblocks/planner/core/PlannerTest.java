package xyz.blueblocks.planner.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.planner.core.SampleNetwork.Person;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.event.PeerEvent;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Hop;
import xyz.blueblocks.wire.message.RelayDescriptor;
import xyz.blueblocks.wire.message.RouteAnswer;
import xyz.blueblocks.wire.message.RouteWishes;
import xyz.blueblocks.wire.route.AdmissionToken;
import xyz.blueblocks.wire.route.RouteCapability;

class PlannerTest {
    private static final Instant NOW = SampleNetwork.NOW;
    private static final RouteRules RULES = new RouteRules(2, 2, Duration.ofSeconds(300));

    private final SampleNetwork network = new SampleNetwork();
    private final Ed25519PrivateKey signing = Ed25519PrivateKey.generate();
    private final Planner planner = new Planner(network.view, RULES, signing, new SecureRandom());
    private final List<Person> relays = new ArrayList<>();
    private Person anna = SampleNetwork.person();
    private Person brook = SampleNetwork.person();

    @BeforeEach
    void four_relays_and_two_people_of_whom_one_is_attached_to_two() {
        for (int i = 1; i <= 4; i++) {
            relays.add(network.relay(i, 0.1));
        }
        anna = network.join();
        brook = network.join();
        network.attach(brook, relays.get(2));
        network.attach(brook, relays.get(3));
    }

    @Test
    @DisplayName(
            "B01, B02: a route has an id, ordered hops with their own signed descriptors, and 300 s")
    void answers_a_route() {
        RouteAnswer answer = route(RouteWishes.NONE);

        assertThat(answer.routeId()).startsWith("route_");
        assertThat(answer.ttlSeconds()).isEqualTo(300);
        assertThat(answer.path()).hasSize(2);
        for (Hop hop : answer.path()) {
            assertThat(RelayDescriptor.verified(hop.descriptor(), hop.peerId(), NOW).toOptional())
                    .isPresent();
        }
        assertThat(answer.keyRecord().text("peer_id")).contains(brook.id().toString());
    }

    @Test
    @DisplayName(
            "B08: the last hop is where the destination is attached, and no earlier hop ever is")
    void the_last_hop_is_an_attached_relay_and_no_other_is() {
        List<PeerId> attached = List.of(relays.get(2).id(), relays.get(3).id());
        for (int i = 0; i < 200; i++) {
            List<Hop> path = route(RouteWishes.NONE).path();
            assertThat(attached).contains(path.getLast().peerId());
            assertThat(attached).doesNotContain(path.getFirst().peerId());
        }
        for (int i = 0; i < 200; i++) {
            List<Hop> path = route(hops(3)).path();
            assertThat(attached).contains(path.getLast().peerId());
            assertThat(path.subList(0, 2))
                    .extracting(Hop::peerId)
                    .doesNotContainAnyElementsOf(attached);
        }
    }

    @Test
    @DisplayName(
            "X07: the sealed capability holds one token per hop and opens for the source alone")
    void the_capability_opens_for_the_source_alone() {
        RouteAnswer answer = route(RouteWishes.NONE);

        RouteCapability capability =
                RouteCapability.open(answer.sealedCapability(), answer.routeId(), anna.encryption())
                        .orElseThrow();
        assertThat(
                        RouteCapability.open(
                                        answer.sealedCapability(),
                                        answer.routeId(),
                                        brook.encryption())
                                .toOptional())
                .isEmpty();

        assertThat(capability.tokens()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            AdmissionToken token = capability.tokens().get(i);
            PeerId relay = answer.path().get(i).peerId();
            assertThat(token.refusal(relay, NOW, _ -> Optional.of(signing.publicKey()))).isEmpty();
            assertThat(token.delivers(brook.id())).isEqualTo(i == 1);
            assertThat(token.budgetBytes()).isBetween(100L << 20, 200L << 20);
        }
        assertThat(capability.tokens().get(0).hopId())
                .isNotEqualTo(capability.tokens().get(1).hopId());
    }

    @Test
    @DisplayName("B01: an unknown destination is E001, one that is attached nowhere E007")
    void says_why_there_is_no_route() {
        assertThat(refusal(anna, SampleNetwork.person(), RouteWishes.NONE).code())
                .isEqualTo(ErrorCode.PEER_NOT_FOUND);
        assertThat(refusal(brook, anna, RouteWishes.NONE).code())
                .isEqualTo(ErrorCode.ROUTE_UNAVAILABLE);
    }

    @Test
    @DisplayName("B05: a relay at load 0.95 gets less than 5 % of a thousand routes")
    void a_busy_relay_is_rare() {
        Person busy = network.relay(9, 0.95);
        int share = 0;
        for (int i = 0; i < 1_000; i++) {
            share += route(RouteWishes.NONE).path().getFirst().peerId().equals(busy.id()) ? 1 : 0;
        }
        assertThat(share).isLessThan(50);
    }

    @Test
    @DisplayName("B08: hops never share operator, network or node, unless the request relaxes that")
    void hops_are_diverse() {
        SampleNetwork small = new SampleNetwork();
        Person first = small.relay("one", "127.1.1.1", "a", 0);
        Person sameOperator = small.relay("one", "127.2.1.1", "b", 0);
        Person to = small.join();
        Person from = small.join();
        small.attach(to, sameOperator);
        Planner alone = new Planner(small.view, RULES, signing, new SecureRandom());

        assertThat(alone.plan(small.request(from, to, RouteWishes.NONE), NOW))
                .isInstanceOfSatisfying(
                        Planned.Refused.class,
                        refused ->
                                assertThat(refused.code()).isEqualTo(ErrorCode.ROUTE_UNAVAILABLE));
        RouteWishes relaxed =
                new RouteWishes(
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        true);
        assertThat(alone.plan(small.request(from, to, relaxed), NOW))
                .isInstanceOfSatisfying(
                        Planned.Route.class,
                        route ->
                                assertThat(route.answer().path().getFirst().peerId())
                                        .isEqualTo(first.id()));
        small.relay("two", "127.2.9.9", "c", 0);
        assertThat(alone.plan(small.request(from, to, RouteWishes.NONE), NOW))
                .as("127.2.9.9 shares its /16 with the last hop")
                .isInstanceOf(Planned.Refused.class);
    }

    @Test
    @DisplayName(
            "B19: hops 2 to 5 are honoured where relays suffice; fewer than the policy's are refused")
    void hop_count_is_honoured() {
        assertThat(route(hops(3)).path()).hasSize(3);
        assertThat(refusal(anna, brook, hops(1)).code()).isEqualTo(ErrorCode.ACCESS_DENIED);
        assertThat(refusal(anna, brook, hops(5)).code()).isEqualTo(ErrorCode.ROUTE_UNAVAILABLE);
    }

    @Test
    @DisplayName("B11: wished first hops and relays to avoid are honoured")
    void wishes_are_honoured() {
        PeerId guard = relays.get(1).id();
        PeerId avoided = relays.get(2).id();
        RouteWishes wishes =
                new RouteWishes(
                        List.of(guard),
                        List.of(avoided),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        false);
        for (int i = 0; i < 50; i++) {
            assertThat(route(wishes).path())
                    .extracting(Hop::peerId)
                    .containsExactly(guard, relays.get(3).id());
        }
    }

    @Test
    @DisplayName("B05, A11: a lost relay and one without attestation are not on any route")
    void only_attested_and_living_relays_are_used() {
        SampleNetwork small = new SampleNetwork();
        Person last = small.relay(1, 0);
        Person lost = small.relay(2, 0);
        Person to = small.join();
        Person from = small.join();
        small.attach(to, last);
        Planner alone = new Planner(small.view, RULES, signing, new SecureRandom());
        assertThat(alone.plan(small.request(from, to, RouteWishes.NONE), NOW))
                .isInstanceOf(Planned.Route.class);

        small.publish(
                lost,
                PeerEvent.State.LOST,
                List.of(Capability.RELAY),
                Optional.of(small.descriptor(lost, lost.key(), "x", "127.2.1.1", "n")),
                0);
        assertThat(alone.plan(small.request(from, to, RouteWishes.NONE), NOW))
                .isInstanceOf(Planned.Refused.class);

        Person unattested = SampleNetwork.person();
        small.publish(
                unattested,
                PeerEvent.State.ALIVE,
                List.of(),
                Optional.of(small.descriptor(unattested, unattested.key(), "y", "127.3.1.1", "m")),
                0);
        Person forged = SampleNetwork.person();
        small.publish(
                forged,
                PeerEvent.State.ALIVE,
                List.of(Capability.RELAY),
                Optional.of(small.descriptor(forged, signing, "z", "127.4.1.1", "o")),
                0);
        assertThat(alone.plan(small.request(from, to, RouteWishes.NONE), NOW))
                .isInstanceOf(Planned.Refused.class);
    }

    @Test
    @DisplayName(
            "B01: a receiver that moved to other relays is found there at once, and the old ones serve as hops")
    void who_moved_is_found_where_it_is() {
        network.reportNobody(relays.get(2), NOW.plusSeconds(1));
        network.reportNobody(relays.get(3), NOW.plusSeconds(1));
        network.attach(brook, relays.get(0));
        network.attach(brook, relays.get(1));

        assertThat(network.view.attachedAt(brook.id(), NOW.plusSeconds(2)))
                .containsExactlyInAnyOrder(relays.get(0).id(), relays.get(1).id());
    }

    @Test
    @DisplayName(
            "B01: an attachment that the receiver did not sign, or that is no more reported, does not count")
    void only_the_receivers_own_attachments_count() {
        SampleNetwork small = new SampleNetwork();
        small.relay(1, 0);
        Person liar = small.relay(2, 0);
        Person to = small.join();
        small.report(liar, small.attachment(to, liar.key(), liar), NOW);
        assertThat(small.view.attachedAt(to.id(), NOW)).isEmpty();

        small.attach(to, liar);
        assertThat(small.view.attachedAt(to.id(), NOW.plusSeconds(149))).containsExactly(liar.id());
        assertThat(small.view.attachedAt(to.id(), NOW.plusSeconds(151))).isEmpty();
    }

    private RouteAnswer route(RouteWishes wishes) {
        Planned planned = planner.plan(network.request(anna, brook, wishes), NOW);
        assertThat(planned).isInstanceOf(Planned.Route.class);
        return ((Planned.Route) planned).answer();
    }

    private Planned.Refused refusal(Person from, Person to, RouteWishes wishes) {
        Planned planned = planner.plan(network.request(from, to, wishes), NOW);
        assertThat(planned).isInstanceOf(Planned.Refused.class);
        return (Planned.Refused) planned;
    }

    private static RouteWishes hops(int count) {
        return new RouteWishes(
                List.of(), List.of(), List.of(), Optional.of(count), List.of(), List.of(), false);
    }
}
