package xyz.blueblocks.crypto.linkauth;

import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.crypto.kdf.Hkdf;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;

/// What the two opening frames of a link settle: L, and how every later frame is authenticated.
///
/// L = SHA-256(bb/link/v1 ‖ HANDSHAKE frame ‖ HANDSHAKE_ACK frame), both whole. It covers both peer
/// ids, both feature words and both ephemeral keys, so a link whose ends do not agree on all of
/// them never gets past its first frame. Not secret. Source: docs/spec/link.md, section 3.
public final class LinkSecrets {
    private static final byte[] LABEL = Labels.of("bb/link/v1");
    private static final byte[] MAC = Labels.of("bb/link-mac/v1");
    private static final int MAC_KEY = 64;

    private final byte[] linkId;

    private LinkSecrets(byte[] linkId) {
        this.linkId = linkId;
    }

    /// From both verified frames, as they went over the wire.
    public static LinkSecrets of(byte[] handshakeFrame, byte[] ackFrame) {
        return new LinkSecrets(Sha256.hash(LABEL, handshakeFrame, ackFrame));
    }

    /// L, 32 bytes.
    public byte[] linkId() {
        return linkId.clone();
    }

    /// Signatures on every frame: where one end did not set LINK_MAC.
    public FrameAuth signatures(FrameSigner signer, Ed25519PublicKey peer) {
        return FrameAuth.signatures(linkId, signer, peer);
    }

    /// MACs on every frame: where both ends set LINK_MAC.
    ///
    /// @param agreed X25519 of the two ephemeral keys; stays the caller's to close
    public FrameAuth macs(LinkRole self, SecretBytes agreed) {
        try (SecretBytes keys = Hkdf.extractExpand(linkId, agreed, MAC, 2 * MAC_KEY);
                SecretBytes dialler = keys.slice(0, MAC_KEY);
                SecretBytes listener = keys.slice(MAC_KEY, 2 * MAC_KEY)) {
            return self == LinkRole.DIALLER
                    ? FrameAuth.macs(linkId, dialler, listener)
                    : FrameAuth.macs(linkId, listener, dialler);
        }
    }
}
