package xyz.blueblocks.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.localstack.state.ProcessRegistry;
import xyz.blueblocks.localstack.state.StateFolder;

/// Somebody takes ports after the stack has chosen them and before its services listen there.
class TakenPortIT {
    private final ConcurrentLinkedQueue<ServerSocket> stolen = new ConcurrentLinkedQueue<>();
    @TempDir private Path temporary;

    @AfterEach
    void giveBack() throws IOException {
        for (ServerSocket each : stolen) each.close();
    }

    private StackSettings settings() {
        return StackSettings.in(temporary.resolve("state")).infrastructureOnly();
    }

    /// Takes the port of each service that is about to start, so many times.
    private StackListener thief(int thefts) {
        return (service, state, since) -> {
            if (state == ServiceState.NOT_READY && stolen.size() < thefts) steal(service);
        };
    }

    private synchronized void steal(ServiceId service) {
        StateFolder folder = new StateFolder(settings().state());
        StackLayout layout = StackLayout.read(folder.layout()).orElseThrow();
        int port = layout.port(service, Port.of(service.kind()).getLast());
        try {
            InetAddress address = InetAddress.ofLiteral(layout.address(service));
            stolen.add(new ServerSocket(port, 1, address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_port_taken_at_the_last_moment_is_replaced_by_another() {
        try (LocalStack stack = LocalStack.start(settings(), thief(2))) {
            assertThat(stolen).hasSize(2);
            assertThat(stack.status())
                    .allSatisfy(each -> assertThat(each.state()).isEqualTo(ServiceState.READY));
        }
    }

    @Test
    void who_gets_no_port_is_told_soon_which_one_and_who_has_it() {
        long began = System.nanoTime();

        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> LocalStack.start(settings(), thief(Integer.MAX_VALUE)))
                .satisfies(failure -> {
                    List<String> ports = stolen.stream().map(s -> ":" + s.getLocalPort()).toList();
                    assertThat(ports).anyMatch(failure.why()::contains);
                    assertThat(failure.why()).contains("process " + ProcessHandle.current().pid());
                    assertThat(failure.whatToDo()).isNotEmpty();
                });

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("the limit of a start is four minutes")
                .isLessThan(Duration.ofMinutes(2));
        ProcessRegistry registry = new ProcessRegistry(new StateFolder(settings().state()).run());
        assertThat(registry.living()).isEmpty();
    }
}
