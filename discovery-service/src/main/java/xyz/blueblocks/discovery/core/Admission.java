package xyz.blueblocks.discovery.core;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.token.EnrolmentToken;
import xyz.blueblocks.wire.token.PeerAssertion;

/// By what right a peer registers: the bearer of its `Authorization` header, judged (row A07).
public sealed interface Admission {
    /// An invitation by the network's admin, good for one peer.
    ///
    /// @param invitation its one-time mark
    /// @param capabilities what it attests; may be none
    record Invited(PeerStore.Invitation invitation, Set<Capability> capabilities)
            implements Admission {
        /// Copies.
        public Invited {
            capabilities = Set.copyOf(capabilities);
        }
    }

    /// The peer's own assertion: good only if it was invited before.
    ///
    /// @param id works once
    record Returning(String id) implements Admission {}

    /// Judges a bearer.
    ///
    /// @param admins the network's admin keys
    /// @param peer who registers; an assertion must be its own
    static Decoded<Admission> judge(
            String bearer, List<Ed25519PublicKey> admins, PeerId peer, Instant now) {
        Decoded<EnrolmentToken> invited = EnrolmentToken.verify(bearer, admins, now);
        if (invited instanceof Decoded.Ok<EnrolmentToken>(EnrolmentToken token)) {
            EnumSet<Capability> attested = EnumSet.noneOf(Capability.class);
            attested.addAll(token.capabilities());
            return Decoded.ok(
                    new Invited(new PeerStore.Invitation(token.id(), token.expires()), attested));
        }
        Decoded<PeerAssertion> asserted = PeerAssertion.verify(bearer, now);
        return switch (asserted) {
            case Decoded.Ok<PeerAssertion>(PeerAssertion own) ->
                    own.peer().equals(peer)
                            ? Decoded.ok(new Returning(own.id()))
                            : Decoded.malformed(
                                    ErrorCode.ACCESS_DENIED, "assertion: of another peer", -1);
            // Of two refusals the one that says "expired" knew what it was reading.
            case Decoded.Malformed<PeerAssertion> bad ->
                    bad.code() == ErrorCode.SESSION_EXPIRED
                            ? bad.as()
                            : ((Decoded.Malformed<EnrolmentToken>) invited).as();
        };
    }
}
