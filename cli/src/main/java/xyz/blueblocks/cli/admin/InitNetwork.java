package xyz.blueblocks.cli.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.PassphraseOptions;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.file.PrivateFiles;
import xyz.blueblocks.crypto.merkle.NoteKey;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.token.InviteIssuer;

/// Makes a network's admin key and keeps what its invites say.
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Make the admin key of a network and keep where its services are.",
            "Give the printed public key to discovery (BLUEBLOCKS_DISCOVERY_ADMIN_KEYS)."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb admin init hospital-net --discovery https://d1.example:8443 \\",
            "      --audit https://log.example:8443 --ca ca.pem --log-key log.example+5b1c…+AX…",
            "  bb admin init test-net --admin-dir ./test-net --no-passphrase … "
        })
final class InitNetwork implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NETWORK", description = "Its name, one line.")
    private String network = "";

    @Option(
            names = "--discovery",
            required = true,
            split = ",",
            paramLabel = "URL",
            description = "Base URL of each replica of discovery.")
    private List<String> discovery = List.of();

    @Option(
            names = "--audit",
            required = true,
            split = ",",
            paramLabel = "URL",
            description = "Base URL of each replica of audit-service.")
    private List<String> audit = List.of();

    @Option(
            names = "--ca",
            required = true,
            paramLabel = "FILE",
            description = "PEM certificates that the services' own chain to.")
    private Path ca = Path.of("");

    @Option(
            names = "--log-key",
            required = true,
            paramLabel = "VKEY",
            description = "Verifier key of the audit log, as audit-service prints it.")
    private String logKey = "";

    @Option(
            names = "--no-passphrase",
            description = "Keep the key unsealed: whoever reads the file can invite.")
    private boolean bare;

    @Mixin private AdminOptions options = new AdminOptions();
    @Mixin private PassphraseOptions passphrase = new PassphraseOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    InitNetwork(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        AdminFolder folder = options.folder(terminal);
        if (Files.exists(folder.key()) || folder.invites().isPresent()) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    folder.root() + " holds a network already.",
                    "Its admin key would be lost, and with it every right to invite.",
                    "Choose another folder with --admin-dir DIR.");
        }
        InviteIssuer invites =
                new InviteIssuer(network, discovery, audit, Files.readString(ca), logKey);
        checkBeforeAnyFile(invites);
        PrivateFiles.folder(folder.root());
        Ed25519PublicKey admin;
        try (Ed25519PrivateKey key = create(folder)) {
            admin = key.publicKey();
        }
        folder.write(invites);
        output.to(terminal)
                .answer(
                        Json.object()
                                .put("network", network)
                                .put("admin_key", admin.text())
                                .put("folder", folder.root().toString())
                                .build(),
                        List.of(
                                "Network " + network + " is kept in " + folder.root() + ".",
                                "Admin key for discovery: " + admin.text()));
        return ExitCode.OK.number();
    }

    private Ed25519PrivateKey create(AdminFolder folder) {
        if (bare) return AdminKey.createBare(folder.key());
        try (SecretBytes typed = passphrase.fresh(terminal, "the admin key")) {
            return AdminKey.createSealed(folder.key(), typed);
        }
    }

    /// An invite is stricter than this command; it must not be the first to complain.
    private void checkBeforeAnyFile(InviteIssuer invites) {
        if (NoteKey.parse(logKey).isEmpty()) {
            throw CommandFailure.usage(
                    "The log key is none.",
                    "It looks like NAME+8 digits+base64; audit-service prints it at its start.");
        }
        try (Ed25519PrivateKey any = Ed25519PrivateKey.generate()) {
            JsonObject unused =
                    invites.issue(any, List.of(), terminal.now(), InvitePeer.USUAL_LIFE, "check");
            assert unused.has("signature");
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(
                    "That is no network: " + e.getMessage() + ".", "See bb admin init --help.");
        }
    }
}
