package xyz.blueblocks.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.Terminal;

/// Prints what teaches a shell to complete commands and options.
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Print a script that teaches your shell to complete bb.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(bb completion bash)",
            "  bb completion bash > ~/.local/share/bash-completion/completions/bb",
            "  bb completion zsh > ~/.bb-completion.zsh; echo 'source ~/.bb-completion.zsh' >> ~/.zshrc"
        })
final class Completion implements Callable<Integer> {
    /// Shells that the script is for: zsh reads bash's with its own emulation.
    enum Shell {
        bash,
        zsh
    }

    private final Terminal terminal;

    @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.bash;

    @Spec private CommandSpec spec = CommandSpec.create();

    Completion(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (shell == Shell.zsh) {
            // Picocli's script turns this on by itself only where compinit has run.
            terminal.out().println("autoload -U +X compinit && compinit -u");
        }
        terminal.out().println(AutoComplete.bash("bb", spec.root().commandLine()));
        terminal.out().flush();
        return ExitCode.OK.number();
    }
}
