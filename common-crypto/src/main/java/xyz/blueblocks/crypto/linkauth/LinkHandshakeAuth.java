package xyz.blueblocks.crypto.linkauth;

import java.util.Arrays;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;

/// Auth of the two frames that open a link: always signatures, always number 0.
///
/// HANDSHAKE is tied to nothing yet (L = zeros); HANDSHAKE_ACK is tied to the HANDSHAKE it answers
/// (L = SHA-256 of that whole frame, auth included). Frames are exact arrays.
public final class LinkHandshakeAuth {
    private static final byte[] NO_LINK = new byte[AuthInput.L];

    private LinkHandshakeAuth() {}

    /// Writes the last 64 bytes of a HANDSHAKE.
    public static void signHandshake(byte[] frame, FrameSigner dialler) {
        sign(frame, NO_LINK, dialler);
    }

    /// Whether the HANDSHAKE was signed by `dialler`; else `E005`.
    public static boolean verifyHandshake(byte[] frame, Ed25519PublicKey dialler) {
        return verify(frame, NO_LINK, dialler);
    }

    /// Writes the last 64 bytes of the HANDSHAKE_ACK to `handshake`.
    public static void signAck(byte[] ack, byte[] handshake, FrameSigner listener) {
        sign(ack, Sha256.hash(handshake), listener);
    }

    /// Whether `listener` signed this answer to this HANDSHAKE; else `E005`.
    public static boolean verifyAck(byte[] ack, byte[] handshake, Ed25519PublicKey listener) {
        return verify(ack, Sha256.hash(handshake), listener);
    }

    private static void sign(byte[] frame, byte[] linkId, FrameSigner signer) {
        if (!AuthInput.isFrame(frame, 0, frame.length)) {
            throw new IllegalArgumentException("frame: " + frame.length + " bytes (want a frame)");
        }
        byte[] input = new AuthInput(linkId, false).of(frame, 0, frame.length, 0);
        byte[] auth = signer.sign(input);
        System.arraycopy(auth, 0, frame, frame.length - AuthInput.AUTH, AuthInput.AUTH);
    }

    private static boolean verify(byte[] frame, byte[] linkId, Ed25519PublicKey signer) {
        if (!AuthInput.isFrame(frame, 0, frame.length)) {
            return false;
        }
        byte[] input = new AuthInput(linkId, false).of(frame, 0, frame.length, 0);
        int at = frame.length - AuthInput.AUTH;
        return signer.verify(Arrays.copyOfRange(frame, at, frame.length), input);
    }
}
