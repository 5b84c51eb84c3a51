package xyz.blueblocks.link;

import java.util.Optional;

/// Judges session tokens offline: issuer, audience, signature, life.
///
/// Called on an event loop, so it never blocks and does no I/O.
@FunctionalInterface
public interface TokenCheck {

    /// The subject of `token`, or nothing for any token that is not good now.
    Optional<TokenSubject> check(String token);

    /// For an end that only dials: no token is good.
    static TokenCheck none() {
        return _ -> Optional.empty();
    }
}
