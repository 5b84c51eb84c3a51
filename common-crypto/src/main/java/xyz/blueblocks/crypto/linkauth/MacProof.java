package xyz.blueblocks.crypto.linkauth;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import xyz.blueblocks.crypto.CryptoProviders;
import xyz.blueblocks.crypto.SecretBytes;

/// HMAC-SHA-512, one key per sender, reused for every frame. Not thread-safe.
final class MacProof implements FrameProof {
    private static final String ALGORITHM = "HmacSHA512";

    private final Mac sending;
    private final Mac receiving;
    private final byte[] computed = new byte[AuthInput.AUTH];

    /// Both keys are 64 bytes and stay the caller's.
    MacProof(SecretBytes own, SecretBytes others) {
        sending = mac(own);
        receiving = mac(others);
    }

    private static Mac mac(SecretBytes key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM, CryptoProviders.sunJce());
            mac.init(key.use(bytes -> new SecretKeySpec(bytes, ALGORITHM)));
            return mac;
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(ALGORITHM + ": not offered by the JDK", absent);
        }
    }

    private static void compute(Mac mac, byte[] covered, byte[] out, int at) {
        mac.update(covered);
        try {
            mac.doFinal(out, at);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(ALGORITHM + ": cannot compute", broken);
        }
    }

    @Override
    public void write(byte[] covered, byte[] out, int at) {
        compute(sending, covered, out, at);
    }

    /// Compares in constant time, without copying the frame's bytes.
    @Override
    public boolean matches(byte[] covered, byte[] in, int at) {
        compute(receiving, covered, computed, 0);
        int different = 0;
        for (int i = 0; i < AuthInput.AUTH; i++) {
            different |= computed[i] ^ in[at + i];
        }
        return different == 0;
    }
}
