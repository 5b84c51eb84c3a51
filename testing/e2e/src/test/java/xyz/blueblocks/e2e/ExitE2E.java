package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;

/// What a supervisor sees when it asks a service to end.
@ExtendWith(SharedStack.class)
class ExitE2E {
    /// The longest drain of any service, 10 s, and what a busy machine adds to it.
    private static final Duration DRAIN = Duration.ofSeconds(60);

    @AfterEach
    void bringBack() {
        SharedStack.stack().startAll();
    }

    @Test
    @DisplayName("C29: SIGTERM ends each service within its drain time with exit code 0")
    void sigterm_is_an_orderly_end() throws Exception {
        List<ServiceId> asked =
                List.of(
                        SharedStack.service(ServiceKind.DISCOVERY, 1),
                        SharedStack.service(ServiceKind.PLANNER, 1),
                        SharedStack.service(ServiceKind.AUDIT, 1),
                        SharedStack.service(ServiceKind.RELAY, 1));
        Map<ServiceId, CompletableFuture<Integer>> ends = new TreeMap<>();
        for (ServiceId service : asked) {
            ends.put(service, SharedStack.stack().onExit(service));
            terminate(service);
        }
        for (ServiceId service : asked) {
            assertThat(ends.get(service).get(DRAIN.toSeconds(), TimeUnit.SECONDS))
                    .as("%s", service)
                    .isZero();
        }
    }

    @Test
    @DisplayName(
            "C29: SIGTERM to the first relay under a file lets the file arrive, and ends with 0")
    void a_relay_that_is_told_to_go_lets_files_pass() throws Exception {
        try (StalledTransfer transfer = StalledTransfer.begin()) {
            ServiceId first = firstRelayOf(transfer.sender().id());
            CompletableFuture<Integer> end = SharedStack.stack().onExit(first);
            terminate(first);
            transfer.finish();
            assertThat(end.get(DRAIN.toSeconds(), TimeUnit.SECONDS)).isZero();
        }
    }

    /// The relay with a circuit that comes from that peer.
    private static ServiceId firstRelayOf(PeerId sender) {
        return SharedStack.all(ServiceKind.RELAY).stream()
                .filter(relay ->
                        Door.of(relay)
                                .get("/api/v1/introspection")
                                .text()
                                .contains("\"previous\":\"" + sender + "\""))
                .findFirst()
                .orElseThrow();
    }

    private static void terminate(ServiceId service) {
        long pid = SharedStack.stack().pid(service).orElseThrow();
        assertThat(ProcessHandle.of(pid).orElseThrow().destroy()).isTrue();
    }
}
