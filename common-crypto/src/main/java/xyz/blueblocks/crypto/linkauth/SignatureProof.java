package xyz.blueblocks.crypto.linkauth;

import java.util.Arrays;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;

/// Ed25519 by the identity keys of both ends.
final class SignatureProof implements FrameProof {
    private final FrameSigner signer;
    private final Ed25519PublicKey peer;

    SignatureProof(FrameSigner signer, Ed25519PublicKey peer) {
        this.signer = signer;
        this.peer = peer;
    }

    @Override
    public void write(byte[] covered, byte[] out, int at) {
        byte[] signature = signer.sign(covered.clone());
        System.arraycopy(signature, 0, out, at, AuthInput.AUTH);
    }

    @Override
    public boolean matches(byte[] covered, byte[] in, int at) {
        return peer.verify(Arrays.copyOfRange(in, at, at + AuthInput.AUTH), covered);
    }
}
