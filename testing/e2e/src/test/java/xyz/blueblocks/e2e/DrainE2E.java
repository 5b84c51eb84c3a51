package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;

/// A relay is told to stop while a file goes through it that takes longer than the relay waits.
@ExtendWith(SharedStack.class)
class DrainE2E {
    /// The relay's drain, 5 s here, and what closing and a busy machine add to it.
    private static final Duration GRACE = Duration.ofSeconds(60);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    @AfterEach
    void bringBack() {
        SharedStack.stack().startAll();
    }

    @Test
    @DisplayName(
            "C29: on SIGTERM the last relay is unready, its receiver is attached elsewhere before it is gone, and the file goes on there")
    void the_last_relay_drains() throws Exception {
        try (StalledTransfer transfer = StalledTransfer.begin()) {
            ServiceId last = relayWith("next", transfer.receiver().id());
            PeerId id = RelayNames.all().get(last);
            assertThat(transfer.receiversRelays()).contains(id);
            CompletableFuture<Integer> end = terminate(last);

            await(() -> !isReady(last));
            await(() ->
                    transfer.receiversRelays().size() == 2
                            && !transfer.receiversRelays().contains(id));
            assertThat(end).as("gone before its receiver was elsewhere").isNotDone();

            assertThat(end.get(GRACE.toSeconds(), TimeUnit.SECONDS)).isZero();
            assertGoesOnWithout(id, transfer);
        }
    }

    @Test
    @DisplayName("C29: on SIGTERM the first relay ends with 0 in its grace, and the file goes on")
    void the_first_relay_drains() throws Exception {
        try (StalledTransfer transfer = StalledTransfer.begin()) {
            ServiceId first = relayWith("previous", transfer.sender().id());
            PeerId id = RelayNames.all().get(first);
            CompletableFuture<Integer> end = terminate(first);

            assertThat(end.get(GRACE.toSeconds(), TimeUnit.SECONDS)).isZero();
            assertGoesOnWithout(id, transfer);
        }
    }

    private static void assertGoesOnWithout(PeerId relay, StalledTransfer transfer)
            throws IOException, InterruptedException {
        assertThat(transfer.isUnderWay()).as("the file took too short to tell").isTrue();
        List<String> result = transfer.finish();
        assertThat(Integer.parseInt(result.getFirst())).as("circuits").isGreaterThan(1);
        assertThat(result.subList(1, result.size())).doesNotContain(relay.toString());
    }

    /// The relay with a circuit that has this peer on that side.
    private static ServiceId relayWith(String side, PeerId peer) {
        return SharedStack.all(ServiceKind.RELAY).stream()
                .filter(relay ->
                        Door.of(relay)
                                .get("/api/v1/introspection")
                                .text()
                                .contains("\"" + side + "\":\"" + peer + "\""))
                .findFirst()
                .orElseThrow();
    }

    /// Whether a balancer would send anything there.
    private static boolean isReady(ServiceId relay) {
        try {
            return Door.of(relay).get("/q/health/ready").status() == 200;
        } catch (AssertionError e) {
            return false; // does not even answer
        }
    }

    private static CompletableFuture<Integer> terminate(ServiceId service) {
        CompletableFuture<Integer> end = SharedStack.stack().onExit(service);
        long pid = SharedStack.stack().pid(service).orElseThrow();
        assertThat(ProcessHandle.of(pid).orElseThrow().destroy()).isTrue();
        return end;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + GRACE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as("no change in " + GRACE).isNegative();
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
        }
    }
}
