package xyz.blueblocks.crypto.hpke;

import java.util.Optional;
import xyz.blueblocks.crypto.CryptoProviders;

/// The library that runs HPKE: Conscrypt, or else Bouncy Castle. Engines are safe on all threads,
/// the contexts they hand out are not.
sealed interface HpkeEngine permits NativeHpke, PureHpke {
    /// The sender's context.
    interface Sealing {
        byte[] enc();

        byte[] seal(byte[] aad, byte[] plaintext);

        byte[] export(byte[] context, int length);
    }

    /// The recipient's context.
    interface Opening {
        /// Empty, and the count unmoved, when the ciphertext is not the next one.
        Optional<byte[]> open(byte[] aad, byte[] ciphertext);

        byte[] export(byte[] context, int length);
    }

    /// Opens exchanges with one private key; safe on all threads.
    interface Opener {
        /// Empty for every `enc` that the library does not take, whatever it throws.
        ///
        /// @param enc exactly the KEM's size
        Optional<Opening> open(byte[] enc, byte[] info);
    }

    /// Starts an exchange.
    ///
    /// @param key a strict public key
    Sealing sender(HpkePublicKey key, byte[] info);

    /// A private key in the library's own form, made once and used for many exchanges.
    ///
    /// @param secret 32 bytes, copied
    Opener opener(HpkeKem kem, byte[] secret);

    /// This process's engine.
    static HpkeEngine chosen() {
        return Chosen.ENGINE;
    }

    /// Holder of the choice, made on first use.
    final class Chosen {
        private static final HpkeEngine ENGINE = choose();

        private Chosen() {}

        private static HpkeEngine choose() {
            return CryptoProviders.conscrypt()
                    .<HpkeEngine>map(NativeHpke::new)
                    .orElseGet(PureHpke::new);
        }
    }
}
