package xyz.blueblocks.crypto.hpke;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Optional;
import org.conscrypt.HpkeContextRecipient;
import org.conscrypt.HpkeContextSender;
import org.conscrypt.OpenSSLX25519PrivateKey;
import org.conscrypt.OpenSSLX25519PublicKey;
import org.conscrypt.OpenSslXwingPrivateKey;
import org.conscrypt.OpenSslXwingPublicKey;

/// HPKE by Conscrypt, with its own key classes: it takes no others.
final class NativeHpke implements HpkeEngine {
    private final Provider provider;

    NativeHpke(Provider provider) {
        this.provider = provider;
    }

    @Override
    public Sealing sender(HpkePublicKey key, byte[] info) {
        try {
            HpkeContextSender context = HpkeContextSender.getInstance(suite(key.kem()), provider);
            context.init(publicKey(key), info);
            return new Sender(context);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("HPKE: strict key refused by Conscrypt", broken);
        }
    }

    @Override
    public Opener opener(HpkeKem kem, byte[] secret) {
        PrivateKey key = privateKey(kem, secret.clone());
        return (enc, info) -> recipient(kem, key, enc, info);
    }

    private Optional<Opening> recipient(HpkeKem kem, PrivateKey key, byte[] enc, byte[] info) {
        try {
            HpkeContextRecipient context = HpkeContextRecipient.getInstance(suite(kem), provider);
            context.init(enc, key, info);
            return Optional.of(new Recipient(context));
        } catch (GeneralSecurityException | RuntimeException hostile) {
            return Optional.empty();
        }
    }

    private static String suite(HpkeKem kem) {
        return switch (kem) {
            case X25519 -> "DHKEM_X25519_HKDF_SHA256/HKDF_SHA256/AES_256_GCM";
            case XWING -> "XWING/HKDF_SHA256/AES_256_GCM";
        };
    }

    private static PublicKey publicKey(HpkePublicKey key) {
        return switch (key.kem()) {
            case X25519 -> new OpenSSLX25519PublicKey(key.bytes());
            case XWING -> new OpenSslXwingPublicKey(key.bytes());
        };
    }

    private static PrivateKey privateKey(HpkeKem kem, byte[] secret) {
        return switch (kem) {
            case X25519 -> new OpenSSLX25519PrivateKey(secret);
            case XWING -> new OpenSslXwingPrivateKey(secret);
        };
    }

    private record Sender(HpkeContextSender context) implements Sealing {
        @Override
        public byte[] enc() {
            return context.getEncapsulated();
        }

        @Override
        public byte[] seal(byte[] aad, byte[] plaintext) {
            return context.seal(plaintext, aad);
        }

        @Override
        public byte[] export(byte[] exporterContext, int length) {
            return context.export(length, exporterContext);
        }
    }

    private record Recipient(HpkeContextRecipient context) implements Opening {
        @Override
        public Optional<byte[]> open(byte[] aad, byte[] ciphertext) {
            try {
                return Optional.of(context.open(ciphertext, aad));
            } catch (GeneralSecurityException | RuntimeException hostile) {
                return Optional.empty();
            }
        }

        @Override
        public byte[] export(byte[] exporterContext, int length) {
            return context.export(length, exporterContext);
        }
    }
}
