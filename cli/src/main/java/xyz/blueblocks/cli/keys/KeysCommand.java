package xyz.blueblocks.cli.keys;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import xyz.blueblocks.cli.terminal.Terminal;

/// `bb keys`.
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Make, show, back up and restore the keys of a profile.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb keys init",
            "  bb keys show",
            "  bb keys backup > /media/usb/recovery-code.txt"
        })
public final class KeysCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private KeysCommand() {}

    /// The command with all below it.
    public static CommandLine of(Terminal terminal) {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new InitKeys(terminal))
                .addSubcommand(new ShowKeys(terminal))
                .addSubcommand(new ShowFingerprint(terminal))
                .addSubcommand(new BackUpKeys(terminal))
                .addSubcommand(new RestoreKeys(terminal))
                .addSubcommand(new ChangePassphrase(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What should be done with keys?");
    }
}
