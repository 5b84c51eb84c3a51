package xyz.blueblocks.planner.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.planner.core.SampleNetwork.Person;
import xyz.blueblocks.planner.core.SampleNetwork.Place;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.Hop;
import xyz.blueblocks.wire.message.RelayDescriptor;
import xyz.blueblocks.wire.message.RouteWishes;

/// Where routes lead in a network of several regions.
class RegionsTest {
    private static final long SEED = 20_261_120;
    private static final int MANY = 1_000;
    private static final Place EAST = new Place("us-east-1", "US");
    private static final Place WEST = new Place("us-west-1", "US-CA");
    private static final Place GERMANY = new Place("eu-central-1", "DE");
    private static final Place IRELAND = new Place("eu-west-1", "IE");
    private static final List<Place> ALL = List.of(EAST, WEST, GERMANY, IRELAND);

    private final SampleNetwork network = new SampleNetwork();
    private final Planner planner =
            new Planner(
                    network.view,
                    new RouteRules(2, 2, Duration.ofSeconds(300)),
                    Ed25519PrivateKey.generate(),
                    new SecureRandom());
    private int relays;

    private List<Person> relays(Place place, int count, double load) {
        List<Person> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(network.relay(++relays, load, place));
        }
        return made;
    }

    @Test
    @DisplayName(
            "B09: over random networks and wishes, every hop stands in the allowed places, or it is E007")
    void wishes_for_places_hold_for_every_hop() {
        Random random = new Random(SEED);
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int round = 0; round < 60; round++) {
            SampleNetwork small = new SampleNetwork();
            Planner alone =
                    new Planner(
                            small.view,
                            new RouteRules(1, 2, Duration.ofSeconds(300)),
                            Ed25519PrivateKey.generate(),
                            new SecureRandom());
            Person from = small.join(one(ALL, random).region());
            Person to = small.join(one(ALL, random).region());
            for (int i = 1; i <= 6; i++) {
                Person relay = small.relay(i, random.nextDouble(), one(ALL, random));
                if (i % 3 == 0) {
                    small.attach(to, relay);
                }
            }
            for (RouteWishes wishes : wishes(random)) {
                Planned planned = alone.plan(small.request(from, to, wishes), SampleNetwork.NOW);
                outcomes.merge(planned.getClass().getSimpleName(), 1, Integer::sum);
                assertHolds(planned, wishes, round);
            }
        }
        assertThat(outcomes.get("Route")).as("seed %d", SEED).isGreaterThan(50);
        assertThat(outcomes.get("Refused")).as("seed %d", SEED).isGreaterThan(50);
    }

    private static void assertHolds(Planned planned, RouteWishes wishes, int round) {
        switch (planned) {
            case Planned.Route(var answer) ->
                    assertThat(answer.path())
                            .as("round %d of seed %d: %s", round, SEED, wishes)
                            .isNotEmpty()
                            .allSatisfy(hop -> {
                                RelayDescriptor there = descriptor(hop);
                                assertThat(allowed(wishes, there)).as(there.toString()).isTrue();
                            });
            case Planned.Refused(var code, var message) -> {
                assertThat(code).isEqualTo(ErrorCode.ROUTE_UNAVAILABLE);
                assertThat(message)
                        .contains(
                                wishes.regions().isEmpty()
                                        ? wishes.jurisdictions()
                                        : wishes.regions());
            }
        }
    }

    /// The rule said once more in other words than the code's.
    private static boolean allowed(RouteWishes wishes, RelayDescriptor relay) {
        boolean region = wishes.regions().isEmpty() || wishes.regions().contains(relay.region());
        boolean law =
                wishes.jurisdictions().isEmpty()
                        || wishes.jurisdictions().stream()
                                .anyMatch(each ->
                                        relay.jurisdiction().equals(each)
                                                || relay.jurisdiction().startsWith(each + "-"));
        return region && law;
    }

    private static List<RouteWishes> wishes(Random random) {
        String region = one(ALL, random).region();
        String other = one(ALL, random).region();
        String law = one(List.of("US", "US-CA", "DE", "IE", "FR"), random);
        return List.of(
                within(List.of(region), List.of()),
                within(List.of(region, other), List.of()),
                within(List.of(), List.of(law)),
                within(List.of(), List.of("DE", "IE")),
                within(List.of(region, other), List.of(law)));
    }

    @Test
    @DisplayName("B09: the refusal names the wish that stands in the way")
    void says_which_wish_could_not_be_met() {
        Person from = network.join(GERMANY.region());
        Person to = network.join(EAST.region());
        List<Person> east = relays(EAST, 2, 0);
        Person german = relays(GERMANY, 1, 0).getFirst();
        network.attach(to, east.getFirst());

        assertThat(refusal(from, to, within(List.of(), List.of("FR"))))
                .isEqualTo("No relay is up under jurisdiction FR.");
        assertThat(refusal(from, to, within(List.of("eu-central-1"), List.of("DE"))))
                .isEqualTo(
                        "The receiver is connected to no relay in region eu-central-1 and under jurisdiction DE.");
        network.attach(to, german);
        assertThat(refusal(from, to, within(List.of(), List.of("DE"))))
                .isEqualTo("A path has 2 relays, and 1 is up under jurisdiction DE.");
        assertThat(path(from, to, within(List.of(), List.of("US")))).hasSize(2);
    }

    @Test
    @DisplayName(
            "B09: a country allows its subdivisions, a subdivision neither its country nor its sisters")
    void a_country_allows_its_subdivisions() {
        Person from = network.join(WEST.region());
        Person to = network.join(WEST.region());
        network.attach(to, relays(WEST, 2, 0).getFirst());

        assertThat(path(from, to, within(List.of(), List.of("US")))).hasSize(2);
        assertThat(path(from, to, within(List.of(), List.of("US-CA")))).hasSize(2);
        assertThat(refusal(from, to, within(List.of(), List.of("US-NY"))))
                .contains("jurisdiction US-NY");
    }

    @Test
    @DisplayName("a route begins near the sender and ends near the receiver, mostly, not always")
    void hops_are_near() {
        Person from = network.join(EAST.region());
        Person to = network.join(GERMANY.region());
        network.attach(to, relays(EAST, 3, 0).getFirst());
        network.attach(to, relays(GERMANY, 3, 0).getFirst());

        // Two free relays each, one attached each: 8/9 of the draws.
        assertThat(share(from, to, EAST, true)).isBetween(0.83, 0.94);
        assertThat(share(from, to, GERMANY, false)).isBetween(0.83, 0.94);
    }

    @Test
    @DisplayName("a peer whose region has no relay is served by all the others alike")
    void a_region_without_relays_is_served_from_elsewhere() {
        Person from = network.join("ap-south-1");
        Person to = network.join("ap-south-1");
        network.attach(to, relays(EAST, 3, 0).getFirst());
        network.attach(to, relays(GERMANY, 3, 0).getFirst());

        assertThat(share(from, to, EAST, true)).isBetween(0.42, 0.58);
        assertThat(share(from, to, GERMANY, false)).isBetween(0.42, 0.58);
    }

    @Test
    @DisplayName("B05: a near relay that is nearly full loses to an idle one far away")
    void a_crowded_region_overflows() {
        Person from = network.join(EAST.region());
        Person to = network.join(EAST.region());
        relays(EAST, 2, 0.95);
        network.attach(to, relays(EAST, 1, 0).getFirst());
        relays(GERMANY, 2, 0);

        assertThat(share(from, to, EAST, true)).isLessThan(0.05);
    }

    @Test
    @DisplayName("a hop in the middle is near one of the ends, so that a path crosses one ocean")
    void the_middle_is_near_an_end() {
        Person from = network.join(GERMANY.region());
        Person to = network.join(GERMANY.region());
        network.attach(to, relays(GERMANY, 4, 0).getFirst());
        relays(EAST, 3, 0);
        RouteWishes three =
                new RouteWishes(
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.of(3),
                        List.of(),
                        List.of(),
                        false);

        int near = 0;
        for (int i = 0; i < MANY; i++) {
            near += path(from, to, three).get(1).region().equals(GERMANY.region()) ? 1 : 0;
        }
        // Drawn before the first hop: three free ones against three elsewhere, 8/9 of the draws.
        assertThat(near / (double) MANY).isBetween(0.83, 0.94);
    }

    private double share(Person from, Person to, Place place, boolean first) {
        int there = 0;
        for (int i = 0; i < MANY; i++) {
            List<RelayDescriptor> path = path(from, to, RouteWishes.NONE);
            RelayDescriptor hop = first ? path.getFirst() : path.getLast();
            there += hop.region().equals(place.region()) ? 1 : 0;
        }
        return there / (double) MANY;
    }

    private List<RelayDescriptor> path(Person from, Person to, RouteWishes wishes) {
        Planned planned = planner.plan(network.request(from, to, wishes), SampleNetwork.NOW);
        assertThat(planned).isInstanceOf(Planned.Route.class);
        return ((Planned.Route) planned)
                .answer().path().stream().map(RegionsTest::descriptor).toList();
    }

    private String refusal(Person from, Person to, RouteWishes wishes) {
        Planned planned = planner.plan(network.request(from, to, wishes), SampleNetwork.NOW);
        assertThat(planned).isInstanceOf(Planned.Refused.class);
        Planned.Refused refused = (Planned.Refused) planned;
        assertThat(refused.code()).isEqualTo(ErrorCode.ROUTE_UNAVAILABLE);
        return refused.message();
    }

    private static RelayDescriptor descriptor(Hop hop) {
        PeerId id = hop.peerId();
        return RelayDescriptor.verified(hop.descriptor(), id, SampleNetwork.NOW).orElseThrow();
    }

    private static RouteWishes within(List<String> regions, List<String> jurisdictions) {
        return new RouteWishes(
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                regions.stream().distinct().toList(),
                jurisdictions,
                false);
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
