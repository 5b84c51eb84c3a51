package xyz.blueblocks.cli.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.PrivateFile;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.token.InviteIssuer;

/// Where `bb admin init` keeps a network: `admin.key` and `network.json`.
///
/// @param root the folder, mode 0700
record AdminFolder(Path root) {
    Path key() {
        return root.resolve("admin.key");
    }

    private Path network() {
        return root.resolve("network.json");
    }

    void write(InviteIssuer invites) {
        String text = NetworkFile.json(invites).text() + "\n";
        PrivateFile.create(network(), text.getBytes(StandardCharsets.UTF_8));
    }

    /// Empty where nothing was kept yet.
    Optional<InviteIssuer> invites() {
        if (!Files.exists(network())) return Optional.empty();
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(network());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return switch (NetworkFile.read(bytes)) {
            case Decoded.Ok<InviteIssuer>(var invites) -> Optional.of(invites);
            case Decoded.Malformed<InviteIssuer> bad ->
                    throw new CommandFailure(
                            ExitCode.INTEGRITY,
                            network() + " cannot be understood.",
                            bad.why(),
                            "Restore the file, or make the folder anew with bb admin init.");
        };
    }
}
