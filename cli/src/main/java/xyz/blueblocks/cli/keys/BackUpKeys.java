package xyz.blueblocks.cli.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.Output;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.PrivateFile;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.RecoveryCode;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Prints the recovery code, after making sure that it restores this very profile.
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Print the recovery code: 62 characters from which all keys can be made again.",
            "Whoever reads it is you. Keep it on paper, away from this machine."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb keys backup",
            "  bb keys backup --out /media/usb/recovery-code.txt",
            "  bb keys backup --check      type what you wrote down and see whether it is right"
        })
final class BackUpKeys implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Write it there, readable by you alone (default: standard output).")
    private @Nullable Path out;

    @Option(
            names = "--check",
            description = "Ask for a code and say whether it is this profile's; print none.")
    private boolean check;

    @Mixin private CodeOption code = new CodeOption();
    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    BackUpKeys(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Profile profile = profiles.open(terminal);
                SecretBytes master = profile.master()) {
            if (check) {
                compare(master);
            } else {
                backUp(profile, master);
            }
        }
        return ExitCode.OK.number();
    }

    private void compare(SecretBytes master) {
        try (SecretBytes restored = code.read(terminal)) {
            if (!restored.constantTimeEquals(master)) {
                throw new CommandFailure(
                        ExitCode.INTEGRITY,
                        "This is a recovery code, but not of this profile.",
                        "It would restore another person's keys, or older ones of yours.",
                        "Find the right one, or make a new backup: bb keys backup");
            }
        }
        output.to(terminal)
                .answer(
                        Json.object().put("matches", true).build(),
                        "The code is right: it restores this profile.");
    }

    private void backUp(Profile profile, SecretBytes master) {
        String text = RecoveryCode.encode(master);
        boolean restores =
                RecoveryCode.decode(text)
                        .map(again -> {
                            try (again) {
                                return again.constantTimeEquals(master);
                            }
                        })
                        .orElse(false);
        if (!restores) {
            throw new CommandFailure(
                    ExitCode.INTEGRITY,
                    "The recovery code does not restore the keys.",
                    "This machine computes wrongly, or the program is damaged.",
                    "Do not rely on it; run bb doctor and report this.");
        }
        Output to = output.to(terminal);
        JsonObject.Builder json = Json.object().put("peer_id", profile.id().toString());
        if (out != null) {
            PrivateFile.create(out, (text + "\n").getBytes(StandardCharsets.US_ASCII));
            to.answer(
                    json.put("file", out.toString()).build(),
                    "The recovery code is in " + out + ". Move it away from this machine.");
            return;
        }
        to.answer(json.put("recovery_code", text).build(), List.of(text));
        to.note(
                "Whoever reads this code is you. Check what you wrote down: bb keys backup --check");
    }
}
