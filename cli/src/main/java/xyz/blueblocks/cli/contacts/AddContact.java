package xyz.blueblocks.cli.contacts;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.Output;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.Shown;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.profile.Contacts;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.json.Json;

/// Gives a peer a name.
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = {
            "Give a peer a name, to be used wherever an id is wanted.",
            "A name that belongs to another key already is not moved without --replace: somebody may be pretending."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb contacts add bob 12D3KooWGzxzKZYveHXtpG6AsrUJBcWxHBFS2HsEoGTxrMLvKXtf",
            "  bb contacts add 'Dr. Weber' 12D3KooW… --profile practice"
        })
final class AddContact implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "NAME", description = "1 to 64 letters, digits, ._@'-")
    private String name = "";

    @Parameters(index = "1", paramLabel = "ID", description = "Their id, as bb keys show tells it.")
    private String id = "";

    @Option(
            names = "--replace",
            description = "Move the name to this key, after you compared the digits.")
    private boolean replace;

    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    AddContact(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        PeerId peer =
                PeerId.parse(id)
                        .orElseThrow(() ->
                                CommandFailure.usage(
                                        "'" + Shown.line(id) + "' is no id.",
                                        "An id has 52 characters and begins with 12D3KooW; ask for the line of bb keys show."));
        try (Profile profile = profiles.open(terminal)) {
            Output to = output.to(terminal);
            if (peer.equals(profile.id())) to.warn("this is your own id.");
            refuseToMove(profile.contacts(), peer);
            try {
                profile.contacts().add(name, peer);
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage(
                        "'" + Shown.line(name) + "' cannot be a contact's name.",
                        "Use 1 to 64 letters, digits, blanks or ._@'- and begin with a letter or digit.");
            }
            to.answer(
                    Json.object().put("name", name).put("peer_id", peer.toString()).build(),
                    name + " is " + peer);
            to.note("Compare the digits before you send anything: bb contacts compare " + quoted());
        }
        return ExitCode.OK.number();
    }

    private void refuseToMove(Contacts contacts, PeerId peer) {
        Optional<PeerId> before = Optional.ofNullable(contacts.all().get(name));
        if (replace || before.isEmpty() || before.get().equals(peer)) return;
        throw new CommandFailure(
                ExitCode.DENIED,
                name + " has another key: " + before.get() + ".",
                "Either they made new keys, or somebody pretends to be them.",
                "Ask them by voice. If the new key is theirs, add --replace and compare the digits.");
    }

    private String quoted() {
        return name.contains(" ") ? "'" + name + "'" : name;
    }
}
