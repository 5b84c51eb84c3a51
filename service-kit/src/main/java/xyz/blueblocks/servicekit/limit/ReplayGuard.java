package xyz.blueblocks.servicekit.limit;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import xyz.blueblocks.crypto.identity.PeerId;

/// Remembers which nonces a peer has used, so that a message works once (protocol section 2).
///
/// Asked only after the message's signature has been verified: a stranger can put nothing in. What
/// is remembered stays for at least [#KEPT_SECONDS], twice the ±120 s in which a timestamp is
/// believed.
public interface ReplayGuard {
    /// Seconds that a nonce is remembered, at least.
    long KEPT_SECONDS = 240;

    /// What became of a nonce.
    enum Verdict {
        /// Never seen: now remembered, go on.
        FRESH,
        /// Seen before: refuse with `E015`.
        REPLAYED,
        /// The peer, or all together, used more than can be remembered: refuse with `E009`.
        FULL,
        /// The shared memory cannot be asked, and its place is not taken by a local one.
        UNAVAILABLE
    }

    /// Remembers `nonce` of `peer`; completes without exception.
    ///
    /// @param nonce any text up to 128 characters: a message's hex nonce, a proof's `jti`
    CompletionStage<Verdict> remember(PeerId peer, String nonce, Instant now);
}
