package xyz.blueblocks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Command;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.ErrorMessage;

final class FailuresTest {
    private static final Path NOWHERE = Path.of("/nonexistent");

    /// A command of another module that fails.
    @Command(name = "fail")
    private static final class Failing implements Runnable {
        private final RuntimeException failure;

        @picocli.CommandLine.Option(names = "--json")
        private boolean json;

        @picocli.CommandLine.Option(names = "--debug")
        private boolean debug;

        Failing(RuntimeException failure) {
            this.failure = failure;
        }

        @Override
        public void run() {
            throw failure;
        }
    }

    private static Bb failingWith(RuntimeException failure) {
        CommandProvider provider = () -> List.of(new Failing(failure));
        return new Bb(NOWHERE).with(new Main.Services(List.of(provider), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keyz | Did you mean keys",
                "keys shw | Did you mean show",
                "keys show --jsn | --json",
                "keys | What should be done",
                "contacts add bob | Missing required parameter",
                "admin invite --expires soon | is no duration",
                "send a --to b --priority urgent | is no priority (want low, normal, emergency)",
                "completion fish | fish"
            })
    void mistakes_on_the_command_line_get_advice(String line, String wanted) {
        Bb.Result result = new Bb(NOWHERE).run(line.split(" "));

        assertThat(result.exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).startsWith("bb: ").contains(wanted).contains("--help");
        assertThat(result.err()).doesNotContain("\tat ");
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void each_error_says_what_happened_why_and_what_to_do(ErrorCode code) {
        Bb.Result result =
                failingWith(new BlueBlocksException(code, "It happened.", "Do that.")).run("fail");

        assertThat(result.exit()).isEqualTo(ExitCode.of(code).number()).isBetween(1, 7);
        assertThat(result.err().lines().toList())
                .hasSize(3)
                .contains("bb: It happened.", "do:  Do that.")
                .anyMatch(line -> line.startsWith("why: " + code.code() + " " + code.title()));
    }

    @Test
    void with_json_a_failure_is_the_error_object_of_the_protocol() {
        Bb.Result result =
                failingWith(new BlueBlocksException(ErrorCode.TIMEOUT, "Too late.", "Again."))
                        .run("fail", "--json");

        ErrorMessage message = ErrorMessage.fromJson(result.json()).orElseThrow();
        assertThat(message.code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(message.message()).isEqualTo("Too late.");
        assertThat(message.timestamp()).isEqualTo(Bb.NOW);
        assertThat(message.details().integer("exit_code").orElseThrow())
                .isEqualTo(ExitCode.UNREACHABLE.number());
        assertThat(message.details().text("what_to_do")).contains("Again.");
    }

    @Test
    void mistakes_on_the_command_line_are_json_too() {
        Bb.Result result = new Bb(NOWHERE).run("keys", "show", "--json", "--nonsense");

        assertThat(ErrorMessage.fromJson(result.json()).orElseThrow().message())
                .contains("--nonsense");
        assertThat(result.exit()).isEqualTo(2);
    }

    @Test
    void a_stack_trace_is_for_those_who_ask() {
        Bb bb = failingWith(new IllegalStateException("broken"));

        assertThat(bb.run("fail").err()).contains("broken").doesNotContain("\tat ");
        assertThat(bb.run("fail", "--debug").err()).contains("\tat ");
        assertThat(bb.with("BB_DEBUG", "1").run("fail").err()).contains("\tat ");
    }

    @Test
    void what_a_stranger_wrote_cannot_steer_the_terminal() {
        BlueBlocksException hostile =
                new BlueBlocksException(
                        ErrorCode.ACCESS_DENIED,
                        "\u001b]0;owned\u0007no\u202Efdp.exe\r\nbb: ok",
                        "");

        String err = failingWith(hostile).run("fail").err();

        assertThat(err).doesNotContain("\u001b").doesNotContain("\u202E").doesNotContain("\u0007");
        assertThat(err.lines().filter(line -> line.startsWith("bb: "))).hasSize(1);
    }

    @Test
    void the_same_number_always_means_the_same() {
        assertThat(List.of(ExitCode.values()).stream().map(ExitCode::number))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 130);
        assertThat(ExitCode.of(ErrorCode.PEER_NOT_FOUND)).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(ExitCode.of(ErrorCode.ACCESS_DENIED)).isEqualTo(ExitCode.DENIED);
        assertThat(ExitCode.of(ErrorCode.ROUTE_UNAVAILABLE)).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(ExitCode.of(ErrorCode.HASH_MISMATCH)).isEqualTo(ExitCode.INTEGRITY);
        assertThat(ExitCode.of(ErrorCode.FILE_TOO_LARGE)).isEqualTo(ExitCode.LIMIT);
    }
}
