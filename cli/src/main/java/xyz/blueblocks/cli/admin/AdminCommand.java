package xyz.blueblocks.cli.admin;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import xyz.blueblocks.cli.terminal.Terminal;

/// `bb admin`.
@Command(
        name = "admin",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Run a network: invite people and relays, announce.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb admin invite --capability provider > anna.invite",
            "  bb admin announce 'Relays restart at 20:00.' --severity warning"
        })
public final class AdminCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private AdminCommand() {}

    /// The command with all below it.
    ///
    /// @param networks known by other modules, such as the local stack's
    public static CommandLine of(Terminal terminal, List<AdminNetwork> networks) {
        return new CommandLine(new AdminCommand())
                .addSubcommand(new InitNetwork(terminal))
                .addSubcommand(new InvitePeer(terminal, networks))
                .addSubcommand(new AnnounceToPeers(terminal, networks));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What should admin do?");
    }
}
