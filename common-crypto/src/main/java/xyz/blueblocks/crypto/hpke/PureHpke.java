package xyz.blueblocks.crypto.hpke;

import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;

/// HPKE without native code, by Bouncy Castle's lightweight API.
final class PureHpke implements HpkeEngine {
    @Override
    public Sealing sender(HpkePublicKey key, byte[] info) {
        HPKE hpke = hpke(key.kem());
        return new Sender(hpke.setupBaseS(hpke.deserializePublicKey(key.bytes()), info));
    }

    @Override
    public Opener opener(HpkeKem kem, byte[] secret) {
        AsymmetricCipherKeyPair pair = pairOf(kem, secret);
        return (enc, info) -> {
            try {
                return Optional.of(new Recipient(hpke(kem).setupBaseR(enc, pair, info)));
            } catch (RuntimeException hostile) {
                return Optional.empty();
            }
        };
    }

    /// The public half of a private key, which both engines take from here.
    static byte[] publicKeyOf(HpkeKem kem, byte[] secret) {
        return hpke(kem).serializePublicKey(pairOf(kem, secret).getPublic());
    }

    /// Without a public key to compare with, the library derives it.
    private static AsymmetricCipherKeyPair pairOf(HpkeKem kem, byte[] secret) {
        return hpke(kem).deserializePrivateKey(secret.clone(), null);
    }

    private static HPKE hpke(HpkeKem kem) {
        short number =
                switch (kem) {
                    case X25519 -> HPKE.kem_X25519_SHA256;
                    case XWING -> HPKE.kem_X_WING;
                };
        return new HPKE(HPKE.mode_base, number, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }

    private record Sender(HPKEContextWithEncapsulation context) implements Sealing {
        @Override
        public byte[] enc() {
            return context.getEncapsulation();
        }

        @Override
        public byte[] seal(byte[] aad, byte[] plaintext) {
            try {
                return context.seal(aad, plaintext);
            } catch (InvalidCipherTextException broken) {
                throw new IllegalStateException("HPKE: cannot seal", broken);
            }
        }

        @Override
        public byte[] export(byte[] exporterContext, int length) {
            return context.export(exporterContext, length);
        }
    }

    private record Recipient(HPKEContext context) implements Opening {
        @Override
        public Optional<byte[]> open(byte[] aad, byte[] ciphertext) {
            try {
                return Optional.of(context.open(aad, ciphertext));
            } catch (InvalidCipherTextException | RuntimeException hostile) {
                return Optional.empty();
            }
        }

        @Override
        public byte[] export(byte[] exporterContext, int length) {
            return context.export(exporterContext, length);
        }
    }
}
