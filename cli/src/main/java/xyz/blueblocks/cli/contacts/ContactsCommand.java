package xyz.blueblocks.cli.contacts;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import xyz.blueblocks.cli.terminal.Terminal;

/// `bb contacts`.
@Command(
        name = "contacts",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Give people names, and make sure that a name is who you think.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb contacts add bob 12D3KooW…",
            "  bb contacts compare bob",
            "  bb contacts list"
        })
public final class ContactsCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private ContactsCommand() {}

    /// The command with all below it.
    public static CommandLine of(Terminal terminal) {
        return new CommandLine(new ContactsCommand())
                .addSubcommand(new AddContact(terminal))
                .addSubcommand(new ListContacts(terminal))
                .addSubcommand(new RemoveContact(terminal))
                .addSubcommand(new CompareContact(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What should be done with contacts?");
    }
}
