package xyz.blueblocks.cli.audit;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import xyz.blueblocks.cli.terminal.Terminal;

/// `bb audit`.
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "See who did what with your data, and prove it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb audit list",
            "  bb audit fetch 7f3a… --out proof.json",
            "  bb audit verify proof.json"
        })
public final class AuditCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private AuditCommand() {}

    /// The command with all below it.
    public static CommandLine of(Terminal terminal) {
        return new CommandLine(new AuditCommand())
                .addSubcommand(new ListEntries(terminal))
                .addSubcommand(new FetchProof(terminal))
                .addSubcommand(new VerifyProof(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What should audit do?");
    }
}
