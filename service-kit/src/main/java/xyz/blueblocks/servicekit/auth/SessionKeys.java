package xyz.blueblocks.servicekit.auth;

import xyz.blueblocks.wire.token.JwkSet;

/// The keys that session tokens count under now. Each service has one bean of this type: discovery
/// its own keys, others what a `JwksClient` fetched.
public interface SessionKeys {
    /// The keys, of any use; never waits.
    JwkSet keys();
}
