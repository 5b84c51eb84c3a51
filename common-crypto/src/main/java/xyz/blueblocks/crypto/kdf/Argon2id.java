package xyz.blueblocks.crypto.kdf;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import xyz.blueblocks.crypto.SecretBytes;

/// Argon2id version 0x13 (RFC 9106), by Bouncy Castle: from a passphrase to the key that wraps a
/// keystore at rest. Nothing else in the system is derived with it, session keys least of all.
///
/// Slow on purpose (0.1 s and 64 MiB at the least): never on an event loop, never for strangers.
public final class Argon2id {
    /// Bytes of a salt.
    public static final int SALT_BYTES = 16;

    /// Bytes of the derived key.
    public static final int KEY_BYTES = 32;

    private static final byte[] NONE = {};

    private Argon2id() {}

    /// The 32-byte key of a passphrase.
    ///
    /// @param passphrase at least one byte; text as UTF-8 of its NFC form
    /// @param salt 16 random bytes, stored beside what the key wraps
    public static SecretBytes derive(
            SecretBytes passphrase, byte[] salt, Argon2Parameters parameters) {
        if (passphrase.length() == 0 || salt.length != SALT_BYTES) {
            throw new IllegalArgumentException(
                    "passphrase, salt: "
                            + passphrase.length()
                            + ", "
                            + salt.length
                            + " bytes (want >= 1, 16)");
        }
        return passphrase.use(bytes ->
                raw(
                        bytes,
                        salt,
                        NONE,
                        NONE,
                        parameters.memoryKib(),
                        parameters.passes(),
                        parameters.lanes()));
    }

    /// Without our bounds and with the inputs we do not use, for the RFC's own vector.
    static SecretBytes raw(
            byte[] passphrase,
            byte[] salt,
            byte[] secret,
            byte[] associated,
            int memoryKib,
            int passes,
            int lanes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(
                new org.bouncycastle.crypto.params.Argon2Parameters.Builder(
                                org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_id)
                        .withVersion(
                                org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(memoryKib)
                        .withIterations(passes)
                        .withParallelism(lanes)
                        .withSalt(salt)
                        .withSecret(secret)
                        .withAdditional(associated)
                        .build());
        byte[] key = new byte[KEY_BYTES];
        generator.generateBytes(passphrase, key);
        return SecretBytes.take(key);
    }
}
