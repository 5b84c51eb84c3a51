package xyz.blueblocks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompletionIT {
    @TempDir Path folder;

    @Test
    void bash_completes_commands_and_options_with_it() throws Exception {
        Files.writeString(folder.resolve("bb"), new Bb(folder).run("completion", "bash").out());

        assertThat(completed("bb keys ba")).contains("backup");
        assertThat(completed("bb send --priority em")).contains("emergency");
    }

    private String completed(String line) throws IOException, InterruptedException {
        int last = line.split(" ").length - 1;
        return bash(
                "source ./bb && COMP_WORDS=(%s) COMP_CWORD=%d COMP_LINE='%s'"
                                .formatted(line, last, line)
                        + " && _complete_bb && echo \"${COMPREPLY[@]}\"");
    }

    @Test
    void the_script_for_zsh_loads_its_completion_first() {
        String script = new Bb(folder).run("completion", "zsh").out();

        assertThat(script).startsWith("autoload").contains("complete -F _complete_bb");
    }

    private String bash(String script) throws IOException, InterruptedException {
        Process bash =
                new ProcessBuilder("bash", "-c", script)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
        return said;
    }
}
