package xyz.blueblocks.link;

import java.util.function.Supplier;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;

/// Who this end of a link is, and whom it lets in.
///
/// @param self this end's peer id
/// @param key the key behind it; signs handshakes (and every frame where a link is not in MAC mode)
/// @param sessionToken the newest session token, asked at each dial and once a minute after it;
///   used by the dialling end only and never blocks
/// @param tokens judges the tokens of those who dial us
/// @param linkMac whether this end offers LINK_MAC; used when both do
public record LinkIdentity(
        PeerId self,
        Ed25519PrivateKey key,
        Supplier<String> sessionToken,
        TokenCheck tokens,
        boolean linkMac) {

    public LinkIdentity {
        if (!self.publicKey().text().equals(key.publicKey().text())) {
            throw new IllegalArgumentException(
                    "key: another peer's (want the key of " + self + ")");
        }
    }
}
