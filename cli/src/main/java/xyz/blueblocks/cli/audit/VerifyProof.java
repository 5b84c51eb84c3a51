package xyz.blueblocks.cli.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.wire.audit.AuditBundle;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Invite;

/// Checks proofs without a network and without a passphrase.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Check that an entry is in the log, from the proof's file alone: no network, no passphrase.",
            "The log's key is the one your profile pinned when it joined, or --log-key.",
            "Without FILE: fetches the proof of everything you did, checks all of them, and that the",
            "log still continues every checkpoint you have kept."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb audit verify",
            "  bb audit verify proof.json",
            "  bb audit verify proof.json --log-key log.example+5b1c…+AX…      on any machine",
            "  bb audit verify *.json --json"
        })
final class VerifyProof implements Callable<Integer> {
    private static final int MAX_INVITE_BYTES = 64 * 1024;

    private final Terminal terminal;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Proofs of bb audit fetch.")
    private List<Path> files = List.of();

    @Option(
            names = "--log-key",
            paramLabel = "VKEY",
            description = "Verifier key of the log (default: as pinned by the profile).")
    private @Nullable String logKey;

    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    VerifyProof(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (files.isEmpty()) files = new OwnProofs(terminal, output.to(terminal)).fetch(profiles);
        String key = logKey != null ? logKey : pinned();
        List<String> lines = new ArrayList<>();
        List<JsonObject> proofs = new ArrayList<>();
        for (Path file : files) {
            Verification proof = Verification.of(read(file), key, file);
            lines.add(
                    "%s: verified, entry %d of %d in %s"
                            .formatted(file, proof.leafIndex(), proof.treeSize(), proof.origin()));
            lines.add("  " + EntryLine.of(proof.event(), Optional.empty()));
            proofs.add(
                    Json.object()
                            .put("file", file.toString())
                            .put("leaf_index", proof.leafIndex())
                            .put("tree_size", proof.treeSize())
                            .put("origin", proof.origin())
                            .put("event", proof.event())
                            .build());
        }
        if (files.isEmpty()) lines.add("You did nothing yet that the log could prove.");
        output.to(terminal).answer(Json.object().put("verified", proofs).build(), lines);
        return ExitCode.OK.number();
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(AuditBundle.MAX_BYTES + 1);
        }
    }

    /// The invite lies open in the profile; nothing in it needs the passphrase.
    private String pinned() throws IOException {
        Path invite = profiles.folder(terminal).resolve("invite.json");
        if (!Files.exists(invite)) {
            throw CommandFailure.missing(
                    "No log key is known here.",
                    "Name it with --log-key VKEY (the log_key of an invite), or join the network: bb register --invite FILE");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(invite)) {
            bytes = in.readNBytes(MAX_INVITE_BYTES);
        }
        return Json.parse(bytes)
                .toOptional()
                .flatMap(json ->
                        Invite.fromJson(json)
                                .toOptional()
                                .filter(each ->
                                        SignedJson.verify(json, Invite.LABEL, each.adminKey())))
                .map(Invite::logKey)
                .orElseThrow(() ->
                        new CommandFailure(
                                ExitCode.INTEGRITY,
                                "The profile's invite is damaged.",
                                "Its admin's signature does not verify.",
                                "Name the key with --log-key VKEY, and join again with a new invite."));
    }
}
