package xyz.blueblocks.localstack.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class StackCommandsTest {
    static Stream<CommandLine> commands() {
        return new StackCommands().commands().stream().map(CommandLine::new);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_explains_itself_with_two_examples_at_least(CommandLine command) {
        String name = command.getCommandName();

        assertThat(command.getUsageMessage())
                .contains("Usage: " + name, "Examples:", "--state", "--help");
        assertThat(command.getCommandSpec().usageMessage().footer())
                .filteredOn(line -> line.startsWith("  bb " + name))
                .as("examples of %s", name)
                .hasSizeGreaterThanOrEqualTo(2);
    }
}
