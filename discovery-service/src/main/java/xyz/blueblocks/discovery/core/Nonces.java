package xyz.blueblocks.discovery.core;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;

/// The network's memory of nonces, shared by all replicas (row X21).
public interface Nonces {
    /// Uses up `nonce` of `peer`: `E015` when it was used before, `E009` when the peer used too
    /// many.
    CompletionStage<Decoded<PeerId>> use(PeerId peer, String nonce, Instant now);
}
