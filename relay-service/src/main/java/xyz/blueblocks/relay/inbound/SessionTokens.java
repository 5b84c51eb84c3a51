package xyz.blueblocks.relay.inbound;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import xyz.blueblocks.link.TokenCheck;
import xyz.blueblocks.link.TokenSubject;
import xyz.blueblocks.wire.token.JwkSet;
import xyz.blueblocks.wire.token.SessionToken;

/// Judges the session tokens of those who dial, offline, by the keys that discovery publishes.
public final class SessionTokens implements TokenCheck {
    private final Supplier<JwkSet> keys;
    private final InstantSource clock;

    /// @param keys the newest set known
    public SessionTokens(Supplier<JwkSet> keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public Optional<TokenSubject> check(String token) {
        return SessionToken.verify(token, keys.get(), SessionToken.RELAY, clock.instant())
                .map(good -> new TokenSubject(good.subject(), good.expires()))
                .toOptional();
    }
}
