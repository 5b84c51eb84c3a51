package xyz.blueblocks.crypto.linkauth;

import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;

/// Makes and verifies the auth of all frames of one open link, in both directions.
///
/// The number of each frame in its direction is counted here: the opening frames were number 0, the
/// first frame under L is number 1. So frames are signed in the order in which they are sent and
/// verified in the order in which they arrive; a replayed, dropped or reordered one does not
/// verify, and after the first that does not, nothing does; only the CLOSE that says why can still
/// be signed. Belongs to the link's event loop; with MACs it allocates nothing per cell.
public final class FrameAuth implements AutoCloseable {
    private final AuthInput input;
    private final FrameProof proof;
    private final boolean mac;
    private long nextSent = 1;
    private long nextReceived = 1;
    private boolean deaf;
    private boolean dead;

    private FrameAuth(byte[] linkId, FrameProof proof, boolean mac) {
        this.input = new AuthInput(linkId, mac);
        this.proof = proof;
        this.mac = mac;
    }

    static FrameAuth signatures(byte[] linkId, FrameSigner signer, Ed25519PublicKey peer) {
        return new FrameAuth(linkId, new SignatureProof(signer, peer), false);
    }

    static FrameAuth macs(byte[] linkId, SecretBytes own, SecretBytes others) {
        return new FrameAuth(linkId, new MacProof(own, others), true);
    }

    /// Whether frames carry MACs rather than signatures.
    public boolean mac() {
        return mac;
    }

    /// Writes the last 64 bytes of the next frame to be sent.
    ///
    /// @param length of the whole frame, auth included
    public void sign(byte[] array, int off, int length) {
        if (dead) {
            throw new IllegalStateException("link: closed (want open)");
        }
        if (!AuthInput.isFrame(array, off, length)) {
            throw new IllegalArgumentException("frame: " + length + " bytes (want a frame)");
        }
        byte[] covered = input.of(array, off, length, nextSent);
        nextSent++;
        proof.write(covered, array, off + length - AuthInput.AUTH);
    }

    /// Whether this is the next frame of the other end; else `E005`, and the link must be closed.
    ///
    /// @param length of the whole frame, auth included
    public boolean verify(byte[] array, int off, int length) {
        if (dead || deaf || !AuthInput.isFrame(array, off, length)) {
            deaf = true;
            return false;
        }
        byte[] covered = input.of(array, off, length, nextReceived);
        boolean right = proof.matches(covered, array, off + length - AuthInput.AUTH);
        deaf = !right;
        nextReceived++;
        return right;
    }

    /// Ends the link's auth: nothing is signed or verified any more.
    @Override
    public void close() {
        dead = true;
        input.clear();
    }
}
