package xyz.blueblocks.discovery.config;

import java.util.List;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.servicekit.auth.SessionKeys;
import xyz.blueblocks.wire.token.JwkSet;

/// The public keys that this network stands on.
///
/// @param keys what discovery publishes: for session and for admission tokens
/// @param admins who may invite and announce
public record NetworkKeys(JwkSet keys, List<Ed25519PublicKey> admins) implements SessionKeys {
    /// Copies the list.
    public NetworkKeys {
        admins = List.copyOf(admins);
    }
}
