package xyz.blueblocks.cli.admin;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.Durations;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.PassphraseOptions;
import xyz.blueblocks.cli.terminal.PrivateFile;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Announcement;

/// Signs a sentence of the operators to every peer.
@Command(
        name = "announce",
        mixinStandardHelpOptions = true,
        description = {
            "Sign a sentence to every peer of the network.",
            "Discovery hands it out with its answers to heartbeats once it has it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb admin announce 'Relays restart on Sunday at 20:00 UTC.' > sunday.json",
            "  bb admin announce 'Update to 0.2 now.' --severity urgent --expires 3d --out now.json"
        })
final class AnnounceToPeers implements Callable<Integer> {
    private final Terminal terminal;
    private final List<AdminNetwork> networks;

    @Parameters(paramLabel = "TEXT", description = "One line of at most 1024 characters.")
    private String text = "";

    @Option(
            names = "--severity",
            paramLabel = "LEVEL",
            description = "info, warning or urgent (default: ${DEFAULT-VALUE}).",
            defaultValue = "info")
    private String severity = "info";

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            converter = Durations.Converter.class,
            description = "How long it is shown (default: 7d).")
    private Duration life = Duration.ofDays(7);

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Write it there (default: standard output).")
    private @Nullable Path out;

    @Mixin private AdminOptions options = new AdminOptions();
    @Mixin private PassphraseOptions passphrase = new PassphraseOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    AnnounceToPeers(Terminal terminal, List<AdminNetwork> networks) {
        this.terminal = terminal;
        this.networks = networks;
    }

    @Override
    public Integer call() {
        Instant issued = terminal.now().truncatedTo(ChronoUnit.SECONDS);
        Announcement announcement = announcement(issued);
        AdminNetwork.Known known = options.network(terminal, networks);
        JsonObject signed;
        try (Ed25519PrivateKey admin = AdminKey.open(terminal, passphrase, known.adminKeyFile())) {
            signed = SignedJson.sign(announcement.toJson(), Announcement.LABEL, admin);
        }
        if (out == null) {
            output.to(terminal).answer(signed, signed.text());
        } else {
            PrivateFile.create(out, (signed.text() + "\n").getBytes(StandardCharsets.UTF_8));
            output.to(terminal)
                    .answer(
                            Json.object()
                                    .put("file", out.toString())
                                    .put("id", announcement.id())
                                    .build(),
                            "Announcement " + announcement.id() + " in " + out + ".");
        }
        return ExitCode.OK.number();
    }

    private Announcement announcement(Instant issued) {
        try {
            return new Announcement(terminal.freshId(), severity, text, issued, issued.plus(life));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(
                    "That is no announcement: " + e.getMessage() + ".",
                    "See bb admin announce --help.");
        }
    }
}
