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
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.Durations;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.Output;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.PassphraseOptions;
import xyz.blueblocks.cli.terminal.PrivateFile;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Capability;

/// Issues an invite: the file with which one person or relay joins.
@Command(
        name = "invite",
        mixinStandardHelpOptions = true,
        description = {
            "Issue an invite: a file with which one person, or one relay, joins the network once.",
            "Whoever has the file can use it, so hand it over as you would a password."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb admin invite > anna.invite",
            "  bb admin invite --capability provider --expires 2d --out dr-weber.invite",
            "  bb admin invite --capability relay --state ~/.local/state/blueblocks/stack"
        })
final class InvitePeer implements Callable<Integer> {
    static final Duration USUAL_LIFE = Duration.ofDays(7);
    private static final Duration LONGEST_LIFE = Duration.ofDays(90);
    private static final int MAX_CAPABILITIES = 3;

    private final Terminal terminal;
    private final List<AdminNetwork> networks;

    @Option(
            names = "--capability",
            split = ",",
            paramLabel = "NAME",
            description =
                    "What the network attests of them: patient, provider, relay (default: patient).")
    private List<String> capabilities = List.of("patient");

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            converter = Durations.Converter.class,
            description = "How long it may be used (default: 7d, at most 90d).")
    private Duration life = USUAL_LIFE;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Write it there, readable by you alone (default: standard output).")
    private @Nullable Path out;

    @Mixin private AdminOptions options = new AdminOptions();
    @Mixin private PassphraseOptions passphrase = new PassphraseOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    InvitePeer(Terminal terminal, List<AdminNetwork> networks) {
        this.terminal = terminal;
        this.networks = networks;
    }

    @Override
    public Integer call() {
        List<Capability> attested = parse(capabilities);
        if (life.compareTo(LONGEST_LIFE) > 0) {
            throw CommandFailure.usage(
                    "An invite may last 90 days at most.", "Use a shorter --expires.");
        }
        AdminNetwork.Known known = options.network(terminal, networks);
        JsonObject signed;
        Instant now = terminal.now();
        try (Ed25519PrivateKey admin = AdminKey.open(terminal, passphrase, known.adminKeyFile())) {
            signed = known.invites().issue(admin, attested, now, life, terminal.freshId());
        }
        tell(signed, known.invites().network(), now.plus(life));
        return ExitCode.OK.number();
    }

    private void tell(JsonObject signed, String network, Instant expires) {
        Output to = output.to(terminal);
        if (out == null) {
            to.answer(signed, signed.text());
            return;
        }
        PrivateFile.create(out, (signed.text() + "\n").getBytes(StandardCharsets.UTF_8));
        to.answer(
                Json.object()
                        .put("file", out.toString())
                        .put("network", network)
                        .putTexts("capabilities", capabilities)
                        .putEpochSeconds("expires", expires)
                        .build(),
                List.of(
                        "Invite to " + network + " in " + out + ", good for one use.",
                        "Ends " + expires.truncatedTo(ChronoUnit.SECONDS) + ".",
                        "They join with: bb register --invite " + out.getFileName()));
    }

    private static List<Capability> parse(List<String> names) {
        List<Capability> found =
                names.stream()
                        .map(name ->
                                Capability.parse(name)
                                        .orElseThrow(() ->
                                                CommandFailure.usage(
                                                        "No capability is called " + name + ".",
                                                        "There are patient, provider and relay.")))
                        .distinct()
                        .toList();
        assert found.size() <= MAX_CAPABILITIES;
        return found;
    }
}
