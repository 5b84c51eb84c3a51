package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.localstack.StackRegion;
import xyz.blueblocks.sdk.Options;
import xyz.blueblocks.sdk.Receiving;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.route.AllowedPlaces;
import xyz.blueblocks.sdk.route.RelayPlace;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.SendRequest;
import xyz.blueblocks.sdk.transfer.Transfer;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.Capability;

/// All processes of one of two regions die at once by kill -9 while files are on their way, and
/// later come back. The drill by hand: docs/operations/regions.md.
@ExtendWith(SharedStack.class)
class RegionLossE2E {
    /// Row N07.
    private static final Duration RECOVERY_OBJECTIVE = Duration.ofMinutes(5);

    private static final Duration SLOWLY = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LARGE_BYTES = 24 << 20;
    private static final int SMALL_BYTES = (1 << 20) + 1;
    private static final long SEED = 20_261_120;
    private static final StackRegion LOST = SharedStack.EAST;
    private static final StackRegion LEFT = SharedStack.CENTRAL;

    private final List<String> toBrook = new ArrayList<>();
    private final List<String> toCarla = new ArrayList<>();

    @AfterEach
    void bringBack() {
        SharedStack.stack().startAll();
    }

    @Test
    @DisplayName(
            "N07: with a region killed, transfers go on by the other within 5 minutes, no audit event is lost or doubled, and the region comes back")
    void a_region_may_be_lost() throws IOException, InterruptedException {
        try (Member anna = member("anna", Capability.PATIENT, LOST, Options.DEFAULT);
                Member brook = member("brook", Capability.PROVIDER, LEFT, Options.DEFAULT);
                Member carla =
                        member("carla", Capability.PROVIDER, LOST, Options.DEFAULT.attachedTo(1))) {
            Inbox brooks = Inbox.slow(anna.id(), SLOWLY);
            Inbox carlas = Inbox.slow(anna.id(), SLOWLY);
            try (Receiving atBrook = brook.client().receive(brooks, brooks);
                    Receiving atCarla = carla.client().receive(carlas, carlas)) {
                Map<PeerId, StackRegion> regions = regions();
                assertThat(regionsOf(atCarla, regions)).containsExactly(LOST);
                Path file = file();
                Transfer first = anna.client().send(large(brook, file), ProgressListener.NONE);
                Transfer second = anna.client().send(large(carla, file), ProgressListener.NONE);
                awaitFlow(brooks);
                awaitFlow(carlas);

                Set<ServiceId> dead = kill();
                long killed = System.nanoTime();
                brooks.hurry();
                carlas.hurry();
                toBrook.add(small(anna, brook, AllowedPlaces.ANYWHERE).id());
                Duration known = since(killed);
                toCarla.add(small(anna, carla, AllowedPlaces.ANYWHERE).id());
                Duration moved = since(killed);
                Delivery onward = second.await();
                toBrook.add(first.await().id());
                toCarla.add(onward.id());
                Duration all = since(killed);

                assertThat(onward.circuits()).as("to carla, who had to move").isGreaterThan(1);
                assertThat(regionsOf(atCarla, regions)).containsExactly(LEFT);
                assertThat(regionsOf(atBrook, regions)).containsExactly(LEFT);
                assertRefusedWithin(LOST, anna, brook);
                arrived(brooks, carlas, file);
                assertThat(all).isLessThan(RECOVERY_OBJECTIVE);
                assertThat(dead).allMatch(id -> SharedStack.stack().pid(id).isEmpty());

                long began = System.nanoTime();
                SharedStack.stack().startAll();
                Duration up = since(began);
                Delivery home = small(anna, brook, AllowedPlaces.regions(LOST.name()));
                toBrook.add(home.id());
                assertThat(home.places()).extracting(RelayPlace::region).containsOnly(LOST.name());
                Duration back = since(began);
                System.out.printf(
                        "region lost: a new file to a receiver elsewhere after %d ms, to one who had to move after %d ms, all that was under way after %d ms; started again in %d ms, used again after %d ms%n",
                        known.toMillis(),
                        moved.toMillis(),
                        all.toMillis(),
                        up.toMillis(),
                        back.toMillis());
                balance(anna, brook, carla);
            }
        }
    }

    private static Member member(
            String name, Capability capability, StackRegion region, Options options) {
        return Member.enrolled(name, capability, region.name(), options);
    }

    private static void awaitFlow(Inbox inbox) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!inbox.isFlowing()) {
            assertThat(System.nanoTime() - deadline).as("chunks arrive").isNegative();
        }
    }

    /// Everything in the region, at once.
    private static Set<ServiceId> kill() {
        LocalStack stack = SharedStack.stack();
        Set<ServiceId> dead = stack.layout().services(LOST);
        assertThat(dead)
                .extracting(ServiceId::kind)
                .contains(ServiceKind.DISCOVERY, ServiceKind.PLANNER, ServiceKind.RELAY);
        dead.parallelStream().forEach(stack::kill);
        return dead;
    }

    private static void assertRefusedWithin(StackRegion region, Member from, Member to) {
        SendRequest request =
                SendRequest.ofBytes(to.id(), new byte[10], "text/plain")
                        .within(AllowedPlaces.regions(region.name()));
        assertThatThrownBy(() -> from.client().send(request, ProgressListener.NONE).await())
                .isInstanceOfSatisfying(
                        BlueBlocksException.class,
                        e -> {
                            assertThat(e.code())
                                    .as(e.toString())
                                    .isEqualTo(ErrorCode.ROUTE_UNAVAILABLE);
                            assertThat(e.whatHappened()).contains("in region " + region.name());
                        });
    }

    private static Path file() throws IOException {
        byte[] content = new byte[LARGE_BYTES];
        new Random(SEED).nextBytes(content);
        return Files.write(SharedStack.folder("outbox").resolve("study.bin"), content);
    }

    private static SendRequest large(Member to, Path file) {
        return SendRequest.ofFile(to.id(), file, "application/octet-stream");
    }

    private static Delivery small(Member from, Member to, AllowedPlaces within)
            throws IOException, InterruptedException {
        Path file = SharedStack.folder("outbox").resolve("result.bin");
        Files.write(file, new byte[SMALL_BYTES]);
        SendRequest request = SendRequest.ofFile(to.id(), file, "application/octet-stream");
        return from.client()
                .sendWaiting(request.within(within), ProgressListener.NONE, RECOVERY_OBJECTIVE);
    }

    private static void arrived(Inbox brooks, Inbox carlas, Path file) throws InterruptedException {
        for (Inbox inbox : List.of(brooks, carlas)) {
            for (int i = 0; i < 2; i++) {
                Path got = inbox.next().file().orElseThrow();
                if (got.getFileName().toString().startsWith("study")) {
                    assertThat(got).hasSameBinaryContentAs(file);
                }
            }
        }
    }

    private static Map<PeerId, StackRegion> regions() {
        return RelayNames.all().entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getValue,
                                each ->
                                        SharedStack.stack()
                                                .layout()
                                                .region(each.getKey())
                                                .orElseThrow()));
    }

    /// Of the relays that the receiver is attached to, once it is.
    private static Set<StackRegion> regionsOf(Receiving who, Map<PeerId, StackRegion> regions) {
        return who.relays().stream()
                .map(relay -> regions.getOrDefault(relay, LOST))
                .collect(Collectors.toSet());
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private void balance(Member anna, Member brook, Member carla) throws InterruptedException {
        List<String> sent = new ArrayList<>(toBrook);
        sent.addAll(toCarla);
        int annas = AuditBooks.balance(anna, "transfer.send", sent);
        int brooks = AuditBooks.balance(brook, "transfer.receive", toBrook);
        int carlas = AuditBooks.balance(carla, "transfer.receive", toCarla);
        assertThat(annas).isGreaterThanOrEqualTo(sent.size());
        System.out.printf(
                "region lost: %d, %d and %d audit events about the three, each one leaf%n",
                annas, brooks, carlas);
    }
}
