package xyz.blueblocks.crypto.onion;

import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;

/// One relay of a route, as its own signed descriptor gives it.
public final class OnionHop {
    private final PeerId relay;
    private final HpkePublicKey onionKey;
    private final byte[] token;

    private OnionHop(PeerId relay, HpkePublicKey onionKey, byte[] token) {
        this.relay = relay;
        this.onionKey = onionKey;
        this.token = token;
    }

    /// A relay with the key to seal to.
    ///
    /// @param token the planner's admission token for it, 0..300 bytes; empty for none
    public static OnionHop of(PeerId relay, HpkePublicKey onionKey, byte[] token) {
        if (token.length > LayerText.MAX_TOKEN) {
            throw new IllegalArgumentException("token: " + token.length + " bytes (want 0..300)");
        }
        return new OnionHop(relay, onionKey, token.clone());
    }

    /// Who it is.
    public PeerId relay() {
        return relay;
    }

    /// The onion key chosen.
    public HpkePublicKey onionKey() {
        return onionKey;
    }

    /// Its token.
    public byte[] token() {
        return token.clone();
    }
}
