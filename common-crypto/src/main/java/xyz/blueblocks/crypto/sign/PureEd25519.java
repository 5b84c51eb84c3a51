package xyz.blueblocks.crypto.sign;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Ed25519 without native code, by Bouncy Castle's lightweight API.
///
/// Bouncy Castle checks a multiple of the equation, so with points that have a part of small order
/// in them it may accept what the exact equation refuses. It decides only where both points have
/// none; the rest, which no honest signer makes, goes to the JDK, which checks the equation itself.
final class PureEd25519 implements Ed25519Engine {
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    @Override
    public Verifier verifier(byte[] publicKey) {
        boolean pure = Ed25519.validatePublicKeyFull(publicKey, 0);
        return (signature, message) -> {
            boolean likely = Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
            // Refusal is final: what the exact equation accepts, every multiple of it accepts.
            if (!likely) {
                return false;
            }
            boolean exact = pure && Ed25519.validatePublicKeyFull(signature, 0);
            return exact || verifyByJdk(publicKey, signature, message);
        };
    }

    private static boolean verifyByJdk(byte[] publicKey, byte[] signature, byte[] message) {
        try {
            PublicKey key =
                    KeyFactory.getInstance("Ed25519", "SunEC")
                            .generatePublic(new X509EncodedKeySpec(Der.wrap(X509, publicKey)));
            Signature verifier = Signature.getInstance("Ed25519", "SunEC");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | RuntimeException hostile) {
            return false;
        }
    }

    @Override
    public Signer signer(byte[] seed, byte[] publicKey) {
        return new PureSigner(seed.clone(), publicKey);
    }

    private static final class PureSigner implements Signer {
        private final byte[] seed;
        private final byte[] publicKey;

        PureSigner(byte[] seed, byte[] publicKey) {
            this.seed = seed;
            this.publicKey = publicKey;
        }

        @Override
        public byte[] sign(byte[] message) {
            byte[] signature = new byte[Ed25519PublicKey.SIGNATURE_BYTES];
            Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
            return signature;
        }

        @Override
        public void close() {
            Arrays.fill(seed, (byte) 0);
        }
    }
}
