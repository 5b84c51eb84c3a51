package xyz.blueblocks.crypto.hash;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import xyz.blueblocks.crypto.SecretBytes;

/// HMAC with SHA-256 (RFC 2104, FIPS 198-1).
public final class HmacSha256 {
    /// Bytes of a tag.
    public static final int SIZE_BYTES = 32;

    private HmacSha256() {}

    /// The tag of the parts laid end to end, without separators.
    ///
    /// Compare tags with [java.security.MessageDigest#isEqual].
    public static byte[] mac(SecretBytes key, byte[]... parts) {
        return key.use(raw -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(raw, "HmacSHA256"));
                for (byte[] part : parts) {
                    mac.update(part);
                }
                return mac.doFinal();
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("HmacSHA256: refused by the JDK", impossible);
            }
        });
    }
}
