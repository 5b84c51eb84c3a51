package xyz.blueblocks.cli.contacts;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.json.Json;

/// Forgets a name.
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = "Forget a name.",
        footerHeading = "%nExamples:%n",
        footer = {"  bb contacts remove bob", "  bb contacts remove 'Dr. Weber'"})
final class RemoveContact implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "A contact's name.")
    private String name = "";

    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    RemoveContact(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Profile profile = profiles.open(terminal)) {
            if (!profile.contacts().remove(name)) {
                throw CommandFailure.missing(
                        "Nobody called '" + name + "' is among your contacts.",
                        "See all names: bb contacts list");
            }
            output.to(terminal)
                    .answer(Json.object().put("removed", name).build(), name + " is forgotten.");
        }
        return ExitCode.OK.number();
    }
}
