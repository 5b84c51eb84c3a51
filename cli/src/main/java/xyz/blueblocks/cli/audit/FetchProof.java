package xyz.blueblocks.cli.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xyz.blueblocks.cli.network.Online;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.Durations;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.Output;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.PrivateFile;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.sdk.audit.AuditTrail;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.json.Json;

/// Fetches the proof that an event of this profile is in the log.
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        description = {
            "Fetch the proof that what you did with a record is in the log.",
            "The file holds the entry itself: give it to those alone who may know."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb audit fetch 5f0c…            the id that bb send or bb receive printed",
            "  bb audit fetch 5f0c… --out proof.json && bb audit verify proof.json"
        })
final class FetchProof implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RECORD", description = "Id of the file or message.")
    private String record = "";

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Write the proof there (default: the profile's audit folder).")
    private @Nullable Path out;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = Durations.Converter.class,
            description = "How long to wait until the log covers it (default: 30s).")
    private Duration patience = Duration.ofSeconds(30);

    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    FetchProof(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (Profile profile = profiles.open(terminal);
                Online online = Online.open(profile, terminal);
                AuditTrail audit = online.audit()) {
            Path file = audit.fetch(record, patience);
            byte[] bundle = Files.readAllBytes(file);
            Verification verification =
                    Verification.of(bundle, Online.trust(profile).logKey(), file);
            if (out != null) PrivateFile.create(out, bundle);
            Output to = output.to(terminal);
            String at = (out == null ? file : out).toString();
            to.answer(
                    Json.object()
                            .put("file", at)
                            .put("leaf_index", verification.leafIndex())
                            .put("tree_size", verification.treeSize())
                            .build(),
                    List.of(
                            "Proof in " + at,
                            "Entry "
                                    + verification.leafIndex()
                                    + " of "
                                    + verification.treeSize()
                                    + ", verified."));
        }
        return ExitCode.OK.number();
    }
}
