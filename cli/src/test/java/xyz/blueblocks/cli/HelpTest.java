package xyz.blueblocks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import xyz.blueblocks.cli.terminal.Streams;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.cli.terminal.TtyPrompts;
import xyz.blueblocks.sdk.route.Surroundings;

final class HelpTest {
    private static final Path NOWHERE = Path.of("/nonexistent");

    static Stream<String> commands() {
        return all(commandLine()).map(each -> each.getCommandSpec().qualifiedName());
    }

    private static CommandLine commandLine() {
        Terminal terminal =
                new Terminal(
                        new Streams(
                                InputStream.nullInputStream(),
                                new PrintWriter(new StringWriter()),
                                new PrintWriter(new StringWriter()),
                                false),
                        new TtyPrompts(),
                        Map.of(),
                        NOWHERE,
                        new Surroundings(() -> Bb.NOW, System::nanoTime, new Random(Bb.SEED)));
        return Main.commandLine(terminal, Main.Services.NONE);
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().flatMap(HelpTest::all));
    }

    private static CommandLine find(String qualifiedName) {
        return all(commandLine())
                .filter(each -> each.getCommandSpec().qualifiedName().equals(qualifiedName))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_explains_itself_with_two_examples_at_least(String name) {
        String[] words = name.split(" ");
        String[] arguments = Arrays.copyOfRange(words, 1, words.length + 1);
        arguments[words.length - 1] = "--help";

        Bb.Result result = new Bb(NOWHERE).run(arguments);

        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("Usage: " + name).contains("Examples:");
        String[] examples = find(name).getCommandSpec().usageMessage().footer();
        assertThat(
                        Stream.of(examples)
                                .filter(line -> line.startsWith("  bb ") || line.contains("(bb ")))
                .as("examples of %s", name)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("commands")
    @DisplayName("no command takes a passphrase or a recovery code as an argument")
    void no_secret_is_an_argument(String name) {
        List<String> suspicious =
                find(name).getCommandSpec().options().stream()
                        .filter(option -> option.arity().max() > 0)
                        .map(OptionSpec::longestName)
                        .filter(option -> option.matches(".*(pass|secret|code|pin|word).*"))
                        .filter(option -> !option.endsWith("-file"))
                        .toList();
        assertThat(suspicious).isEmpty();
    }

    @Test
    void help_of_a_command_is_its_help() {
        Bb bb = new Bb(NOWHERE);

        assertThat(bb.run("help", "audit", "verify").out())
                .isEqualTo(bb.run("audit", "verify", "--help").out());
        assertThat(bb.run("help").out()).isEqualTo(bb.run("--help").out());
        assertThat(bb.run("help", "audit", "verfy").exit()).isEqualTo(2);
    }

    @Test
    void a_mistyped_command_is_called_one_and_a_better_one_is_suggested() {
        Bb.Result mistyped = new Bb(NOWHERE).run("recieve");

        assertThat(mistyped.exit()).isEqualTo(2);
        assertThat(mistyped.err())
                .startsWith("bb: bb has no command 'recieve'.")
                .contains("Did you mean", "receive");
    }

    @Test
    void exit_codes_are_in_the_help() {
        String help = new Bb(NOWHERE).run("--help").out();

        assertThat(help).contains("Exit codes:").contains("0     done").contains("130   inter");
    }

    @Test
    void version_names_the_jdk() {
        assertThat(new Bb(NOWHERE).run("--version").out()).startsWith("bb ").contains("JDK 2");
    }
}
