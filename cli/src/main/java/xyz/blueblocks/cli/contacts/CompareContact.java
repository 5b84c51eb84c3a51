package xyz.blueblocks.cli.contacts;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xyz.blueblocks.cli.profile.Digits;
import xyz.blueblocks.cli.profile.People;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.Output;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.json.Json;

/// Shows the digits to compare with a contact and remembers that they were the same.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Compare 60 digits with a contact: both screens must show the same.",
            "Read them out by telephone or in person, not through what you want to protect."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb contacts compare bob",
            "  bb contacts compare bob --same      they are: remember it without asking"
        })
final class CompareContact implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "CONTACT", description = "A contact's name, or an id.")
    private String contact = "";

    @Option(names = "--same", description = "Remember that they are the same, do not ask.")
    private boolean same;

    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    CompareContact(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Profile profile = profiles.open(terminal)) {
            PeerId peer = People.find(profile.contacts(), contact);
            List<String> digits = Digits.lines(Profile.fingerprint(profile.id(), peer));
            boolean agreed = same;
            Output to = output.to(terminal);
            if (!same && terminal.prompts().canAsk()) {
                String question = String.join("\n", digits) + "\nDo both show the same digits?";
                agreed = terminal.prompts().agrees(question);
                if (!agreed) throw differs();
            }
            if (agreed) new ComparedPeers(profile).add(peer, terminal.now());
            String last = agreed ? "Remembered: these digits were the same." : "Not compared yet.";
            to.answer(
                    Json.object()
                            .put("peer_id", peer.toString())
                            .put("fingerprint", String.join(" ", digits))
                            .put("compared", agreed)
                            .build(),
                    java.util.stream.Stream.concat(digits.stream(), List.of(last).stream())
                            .toList());
        }
        return ExitCode.OK.number();
    }

    private CommandFailure differs() {
        return new CommandFailure(
                ExitCode.INTEGRITY,
                "The digits of " + contact + " were not confirmed.",
                "One of you holds a key that is not the other's: a mistake, or somebody in between.",
                "Send them nothing. Get their id again over a way you trust: bb contacts add --replace");
    }
}
