package xyz.blueblocks.wire.message;

import java.time.Instant;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;

/// What a peer says of itself for a while, over its own signature.
public sealed interface SelfSigned permits KeyRecord, RelayDescriptor {
    /// Who says it.
    PeerId peerId();

    /// The key that the peer id is made of.
    Ed25519PublicKey publicKey();

    /// When it was made.
    Instant issued();

    /// Until when it holds.
    Instant expires();

    /// Whether `now` lies in its life, with 120 s of tolerance at the beginning.
    default boolean inForce(Instant now) {
        return now.isBefore(expires()) && !now.isBefore(issued().minus(Limits.CLOCK_SKEW));
    }

    /// Judges what was read: that it is this peer's, that the peer signed it (`E005` if not), and
    /// that it is in force at `now`.
    ///
    /// @param what names it in a refusal
    /// @param read what `json` says
    static <T extends SelfSigned> Decoded<T> verified(
            String what,
            JsonObject json,
            Decoded<T> read,
            String label,
            PeerId owner,
            Instant now) {
        return read.flatMap(said -> {
            if (!said.peerId().equals(owner)) {
                return Decoded.malformed(what + ": of another peer", -1);
            }
            if (!SignedJson.verify(json, label, said.publicKey())) {
                return Decoded.malformed(ErrorCode.INVALID_SIGNATURE, what + ": signature", -1);
            }
            return said.inForce(now)
                    ? Decoded.ok(said)
                    : Decoded.malformed(what + ": not in force now", -1);
        });
    }
}
