package xyz.blueblocks.cli.admin;

import java.nio.file.Path;
import java.util.Optional;
import xyz.blueblocks.wire.token.InviteIssuer;

/// Knows a network whose admin key is at hand, such as the stack on this machine. Found by
/// [java.util.ServiceLoader].
public interface AdminNetwork {
    /// The network kept in a folder.
    ///
    /// @param state as given by `--state`; empty for the place it would be by itself
    /// @return empty where there is none
    Optional<Known> find(Optional<Path> state);

    /// A network and its key.
    ///
    /// @param invites makes its invites
    /// @param adminKeyFile 32-byte seed as base64url text with a newline, or a keystore around it
    record Known(InviteIssuer invites, Path adminKeyFile) {}
}
