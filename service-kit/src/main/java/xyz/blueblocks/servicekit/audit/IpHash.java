package xyz.blueblocks.servicekit.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.kdf.Hkdf;

/// The audit entry's `ip_hash`: HMAC-SHA-256 of the caller's address under a random key that lives
/// in this process for one day (UTC) and is then destroyed. Within the day equal addresses look
/// equal; afterwards nobody can try the 2^32 addresses there are (rows H09, X41).
final class IpHash {
    private static final int KEY_BYTES = 32;

    private final RandomGenerator random;
    private @Nullable LocalDate day;
    private @Nullable SecretBytes key;
    private String keyId = "";

    IpHash(RandomGenerator random) {
        this.random = random;
    }

    /// `hmac-sha256:` key id `:` 64 hexadecimal digits.
    synchronized String of(String address, Instant now) {
        SecretBytes today = key(LocalDate.ofInstant(now, ZoneOffset.UTC));
        byte[] salt = today.copy();
        // HKDF-Extract is HMAC-SHA-256 with the salt as key (RFC 5869, section 2.2).
        try (SecretBytes text = SecretBytes.take(address.getBytes(StandardCharsets.US_ASCII));
                SecretBytes hash = Hkdf.extract(salt, text)) {
            return "hmac-sha256:" + keyId + ":" + hash.use(Text::hex);
        }
    }

    private SecretBytes key(LocalDate now) {
        SecretBytes known = key;
        if (known == null || !now.equals(day)) {
            if (known != null) {
                known.close();
            }
            byte[] name = new byte[4];
            random.nextBytes(name);
            known = SecretBytes.random(KEY_BYTES);
            key = known;
            day = now;
            keyId = now + "-" + HexFormat.of().formatHex(name);
        }
        return known;
    }
}
