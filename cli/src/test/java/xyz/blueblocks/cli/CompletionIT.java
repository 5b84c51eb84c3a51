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

        String said =
                bash(
                        "source ./bb && COMP_WORDS=(bb keys ba) COMP_CWORD=2 COMP_LINE='bb keys ba'"
                                + " && _complete_bb && echo \"${COMPREPLY[@]}\"");

        assertThat(said).contains("backup");
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
