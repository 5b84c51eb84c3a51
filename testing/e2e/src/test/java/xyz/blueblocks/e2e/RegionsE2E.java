package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.StackRegion;
import xyz.blueblocks.sdk.Options;
import xyz.blueblocks.sdk.Receiving;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.route.AllowedPlaces;
import xyz.blueblocks.sdk.route.Hop;
import xyz.blueblocks.sdk.route.RelayPlace;
import xyz.blueblocks.sdk.route.RouteTerms;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.SendRequest;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.RelayDescriptor;

/// Two regions under different laws: where data goes, and who serves whom.
@ExtendWith(SharedStack.class)
class RegionsE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int LARGE_BYTES = (1 << 20) + 4711;
    private static final int LOOK_UPS = 40;

    private static Member anna;
    private static Member brook;
    private static Inbox inbox;
    private static Receiving receiving;

    @BeforeAll
    static void enrol() {
        anna =
                Member.enrolled(
                        "anna", Capability.PATIENT, SharedStack.EAST.name(), Options.DEFAULT);
        brook =
                Member.enrolled(
                        "brook", Capability.PROVIDER, SharedStack.CENTRAL.name(), Options.DEFAULT);
        inbox = Inbox.of(anna.id());
        receiving = brook.client().receive(inbox, inbox);
    }

    @AfterAll
    static void leave() {
        receiving.close();
        anna.close();
        brook.close();
    }

    @Test
    @DisplayName(
            "B09: a file and a message that may not leave a jurisdiction take no hop outside, which signed descriptors prove")
    void data_stays_within_a_jurisdiction() throws IOException, InterruptedException {
        for (StackRegion region : Set.of(SharedStack.EAST, SharedStack.CENTRAL)) {
            AllowedPlaces within = AllowedPlaces.jurisdictions(region.jurisdiction());
            for (int bytes : new int[] {LARGE_BYTES, 1000}) {
                Delivery delivery = send(within, bytes);

                assertThat(delivery.places())
                        .hasSizeGreaterThanOrEqualTo(2)
                        .allSatisfy(place -> assertStandsIn(region, place));
                assertThat(delivery.places())
                        .extracting(RelayPlace::relay)
                        .containsAll(delivery.relays());
            }
        }
    }

    private static void assertStandsIn(StackRegion region, RelayPlace place) {
        RelayDescriptor signed =
                RelayDescriptor.verified(place.descriptor(), place.relay(), Instant.now())
                        .orElseThrow();
        assertThat(signed.region()).isEqualTo(place.region()).isEqualTo(region.name());
        assertThat(signed.jurisdiction())
                .isEqualTo(place.jurisdiction())
                .isEqualTo(region.jurisdiction());
    }

    private static Delivery send(AllowedPlaces within, int bytes)
            throws IOException, InterruptedException {
        Path file = SharedStack.folder("outbox").resolve("result.bin");
        Files.write(file, new byte[bytes]);
        SendRequest request =
                SendRequest.ofFile(brook.id(), file, "application/octet-stream").within(within);
        Delivery delivery = anna.client().sendWaiting(request, ProgressListener.NONE, PATIENCE);
        assertThat(inbox.next().offer().sender()).isEqualTo(anna.id());
        return delivery;
    }

    @Test
    @DisplayName("B09: where no relay is, or the receiver is not, it is E007 that names the wish")
    void what_cannot_stay_is_not_sent() throws InterruptedException {
        assertRefused(
                brook, AllowedPlaces.jurisdictions("FR"), "No relay is up under jurisdiction FR");
        assertRefused(
                brook,
                new AllowedPlaces(Set.of(SharedStack.EAST.name()), Set.of("DE")),
                "No relay is up in region us-east-1 and under jurisdiction DE");
        try (Member carla =
                        Member.enrolled(
                                "carla",
                                Capability.PROVIDER,
                                SharedStack.EAST.name(),
                                Options.DEFAULT.attachedTo(1));
                Receiving elsewhere = carla.client().receive(inbox, inbox)) {
            assertThat(regionsOf(elsewhere)).containsExactly(SharedStack.EAST.name());
            awaitRoute(carla);
            assertRefused(
                    carla,
                    AllowedPlaces.jurisdictions("DE"),
                    "The receiver is connected to no relay under jurisdiction DE");
        }
        assertThat(inbox.isEmpty()).isTrue();
    }

    private static void assertRefused(Member receiver, AllowedPlaces within, String why) {
        SendRequest request =
                SendRequest.ofBytes(receiver.id(), new byte[10], "text/plain").within(within);
        assertThatThrownBy(() -> anna.client().send(request, ProgressListener.NONE).await())
                .isInstanceOfSatisfying(
                        BlueBlocksException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.ROUTE_UNAVAILABLE);
                            assertThat(e.whatHappened()).contains(why);
                            assertThat(e.whatToDo()).contains("Allow another region");
                        });
    }

    /// An attachment takes a moment to be known to both planners.
    private static void awaitRoute(Member receiver) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int found = 0;
        while (found < 4) {
            try {
                anna.client().directory().route(receiver.id(), 1, Set.of(), RouteTerms.USUAL);
                found++;
            } catch (BlueBlocksException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                found = 0;
                Thread.sleep(LOOK_EVERY);
            }
        }
    }

    @Test
    @DisplayName(
            "a receiver attaches in its own region first, and routes begin near the sender and end near the receiver")
    void everybody_is_served_nearby() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (receiving.relays().size() < 2 && System.nanoTime() - deadline < 0) {
            Thread.sleep(LOOK_EVERY);
        }
        // A region of two relays leaves one free, for routes that must not leave the region.
        assertThat(regionsOf(receiving))
                .containsExactly(SharedStack.CENTRAL.name(), SharedStack.EAST.name());
        awaitRoute(brook);
        int near = 0;
        for (int i = 0; i < LOOK_UPS; i++) {
            var hops =
                    anna.client()
                            .directory()
                            .route(brook.id(), 1, Set.of(), RouteTerms.USUAL)
                            .hops();
            near += isIn(SharedStack.EAST, hops.getFirst()) ? 1 : 0;
            near += isIn(SharedStack.CENTRAL, hops.getLast()) ? 1 : 0;
        }
        // 8 of 9 by the weights; half, were there none.
        assertThat(near / (2.0 * LOOK_UPS)).isGreaterThan(0.7);
    }

    private static boolean isIn(StackRegion region, Hop hop) {
        return hop.descriptor().region().equals(region.name());
    }

    private static Set<String> regionsOf(Receiving receiver) {
        Map<ServiceId, PeerId> names = RelayNames.all();
        return names.entrySet().stream()
                .filter(each -> receiver.relays().contains(each.getValue()))
                .map(each ->
                        SharedStack.stack().layout().region(each.getKey()).orElseThrow().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
