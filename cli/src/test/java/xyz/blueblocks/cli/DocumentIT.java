package xyz.blueblocks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.wire.ErrorCode;

/// docs/cli.md says what the program does.
final class DocumentIT {
    private static final Path PAGE = Path.of("../docs/cli.md");

    @Test
    void exit_codes_in_the_document_are_those_of_the_program() throws IOException {
        List<String> rows =
                Files.readAllLines(PAGE).stream().filter(l -> l.matches("\\| \\d+ \\|.*")).toList();

        assertThat(rows)
                .isEqualTo(
                        Arrays.stream(ExitCode.values())
                                .map(code -> "| " + code.number() + " | " + code.meaning() + " |")
                                .toList());
    }

    @Test
    void each_error_has_the_exit_code_that_the_document_gives_it() throws IOException {
        String text = Files.readString(PAGE);
        String rules = text.substring(text.indexOf("E001 is 3"), text.indexOf("## Environment"));

        for (ErrorCode code : ErrorCode.values()) {
            assertThat(documented(rules, code))
                    .as(code.code())
                    .isEqualTo(ExitCode.of(code).number());
        }
    }

    /// Reads clauses such as `E002 to E004, E015 are 4`.
    private static int documented(String rules, ErrorCode code) {
        for (String clause : rules.replaceAll("[.\\s]+", " ").split(";")) {
            String[] parts = clause.strip().split(" (is|are) ");
            for (String range : parts[0].split(", ")) {
                String[] ends = range.strip().split(" to ");
                int from = Integer.parseInt(ends[0].substring(1));
                int to = Integer.parseInt(ends[ends.length - 1].substring(1));
                if (code.number() >= from && code.number() <= to) {
                    return Integer.parseInt(parts[1].strip());
                }
            }
        }
        return -1;
    }
}
