package xyz.blueblocks.cli.keys;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.sdk.profile.Profile;

/// Shows who a profile is.
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Show the public side of a profile: id, address, keys, fingerprint, network.",
        footerHeading = "%nExamples:%n",
        footer = {"  bb keys show", "  bb keys show --profile practice --json"})
final class ShowKeys implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    ShowKeys(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Profile profile = profiles.open(terminal)) {
            String network =
                    profile.trust()
                            .map(trust -> trust.network())
                            .orElse("none yet (join one with bb register --invite FILE)");
            output.to(terminal)
                    .answer(
                            KeyFacts.json(profile),
                            List.of(
                                    "id           " + profile.id(),
                                    "address      " + profile.address(),
                                    "public key   " + profile.identityKey().publicKey().text(),
                                    "fingerprint  " + profile.fingerprint(),
                                    "network      " + network,
                                    "profile      " + profile.folder()));
        }
        return ExitCode.OK.number();
    }
}
