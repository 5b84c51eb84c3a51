package xyz.blueblocks.localstack.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChildGuardIT {
    @Test
    void a_program_ends_in_order_when_its_parents_pipe_does() throws Exception {
        Process child = start(Waiting.class.getName(), "polite");
        BufferedReader out = child.inputReader();
        assertThat(out.readLine()).isEqualTo("polite");

        child.getOutputStream().close();

        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(143);
        assertThat(out.readLine()).isEqualTo("bye");
    }

    @Test
    void a_program_that_will_not_end_is_halted() throws Exception {
        Process child = start(Waiting.class.getName(), "stubborn");
        assertThat(child.inputReader().readLine()).isEqualTo("stubborn");

        child.getOutputStream().close();

        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(143);
    }

    @Test
    void what_a_program_throws_comes_out_as_it_is() throws Exception {
        Process child = start(Waiting.class.getName());

        List<String> said = new ArrayList<>(child.errorReader().readAllLines());
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(1);
        assertThat(said.getFirst()).contains("IllegalArgumentException: no word");
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), ChildGuard.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    /// Waits for ever; the stubborn one refuses to go, too.
    public static final class Waiting {
        private Waiting() {}

        public static void main(String[] args) throws InterruptedException {
            if (args.length == 0) throw new IllegalArgumentException("no word");
            boolean stubborn = args[0].equals("stubborn");
            Thread atEnd =
                    new Thread(() -> {
                        if (stubborn) waitForEver();
                        System.out.println("bye");
                    });
            Runtime.getRuntime().addShutdownHook(atEnd);
            System.out.println(args[0]);
            Thread.sleep(Long.MAX_VALUE);
        }

        private static void waitForEver() {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
