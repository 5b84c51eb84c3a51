package xyz.blueblocks.cli.keys;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import xyz.blueblocks.cli.profile.Digits;
import xyz.blueblocks.cli.profile.People;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.json.Json;

/// Shows the digits that two people compare.
@Command(
        name = "fingerprint",
        mixinStandardHelpOptions = true,
        description = {
            "Show the digits to compare with somebody, by voice or in person.",
            "With CONTACT 60 digits that must be the same on both screens, else 30 of your own."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  bb keys fingerprint bob", "  bb keys fingerprint"})
final class ShowFingerprint implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "CONTACT", description = "A contact's name, or an id.")
    private @Nullable String contact;

    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    ShowFingerprint(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Profile profile = profiles.open(terminal)) {
            Optional<PeerId> other =
                    Optional.ofNullable(contact).map(c -> People.find(profile.contacts(), c));
            String digits =
                    other.map(peer -> Profile.fingerprint(profile.id(), peer))
                            .orElseGet(profile::fingerprint);
            output.to(terminal)
                    .answer(
                            Json.object()
                                    .put("peer_id", profile.id().toString())
                                    .putText("other", other.map(PeerId::toString))
                                    .put("fingerprint", digits)
                                    .build(),
                            Digits.lines(digits));
        }
        return ExitCode.OK.number();
    }
}
