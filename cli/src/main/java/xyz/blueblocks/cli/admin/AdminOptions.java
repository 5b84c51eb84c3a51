package xyz.blueblocks.cli.admin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.wire.token.InviteIssuer;

/// Which network an admin command is about.
final class AdminOptions {
    @Option(
            names = "--admin-dir",
            paramLabel = "DIR",
            description =
                    "Folder that bb admin init made (default: $BB_ADMIN_DIR, else blueblocks/admin under $XDG_CONFIG_HOME or ~/.config).")
    private @Nullable Path folder;

    @Option(
            names = "--admin-key",
            paramLabel = "FILE",
            description = "Key file, if it lies elsewhere.")
    private @Nullable Path key;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The network of the local stack in DIR (see bb up).")
    private @Nullable Path state;

    AdminFolder folder(Terminal terminal) {
        return new AdminFolder(
                folder != null
                        ? folder
                        : terminal.variable("BB_ADMIN_DIR")
                                .map(Path::of)
                                .orElse(terminal.configuration().resolve("admin")));
    }

    /// What was named; else the folder of `bb admin init`; else the local stack.
    AdminNetwork.Known network(Terminal terminal, List<AdminNetwork> others) {
        if (state == null) {
            AdminFolder mine = folder(terminal);
            Optional<InviteIssuer> invites = mine.invites();
            if (invites.isPresent()) {
                return new AdminNetwork.Known(invites.get(), keyOr(mine.key()));
            }
            if (folder != null) throw none(mine.root() + " holds no network.");
        } else if (!Files.isDirectory(state)) {
            throw none("There is no folder " + state + ".");
        }
        return others.stream()
                .flatMap(other -> other.find(Optional.ofNullable(state)).stream())
                .findFirst()
                .map(known -> new AdminNetwork.Known(known.invites(), keyOr(known.adminKeyFile())))
                .orElseThrow(() ->
                        none(
                                state == null
                                        ? "No network is known here."
                                        : "No stack runs in " + state + "."));
    }

    private Path keyOr(Path usual) {
        return key == null ? usual : key;
    }

    private static CommandFailure none(String whatHappened) {
        return CommandFailure.missing(
                whatHappened,
                "Start a local one with bb up, or describe yours with bb admin init --help.");
    }
}
