package xyz.blueblocks.crypto.sign;

import xyz.blueblocks.crypto.CryptoProviders;

/// The library that does Ed25519's arithmetic: Amazon Corretto, or else Bouncy Castle.
///
/// Callers have already applied our own checks to keys and scalars. Implementations and what they
/// hand out are safe on all threads.
sealed interface Ed25519Engine permits NativeEd25519, PureEd25519 {
    /// Checks signatures of one key.
    interface Verifier {
        /// Never throws on hostile input.
        ///
        /// @param signature 64 bytes, S below the group order
        boolean verify(byte[] signature, byte[] message);
    }

    /// Makes signatures with one key.
    interface Signer extends AutoCloseable {
        byte[] sign(byte[] message);

        /// Drops or zeroes the key.
        @Override
        void close();
    }

    /// Prepares to check signatures.
    ///
    /// @param publicKey 32 bytes that passed [Ed25519Points#isStrictKey]; not changed later
    Verifier verifier(byte[] publicKey);

    /// Prepares to sign.
    ///
    /// @param seed 32 bytes, copied if kept
    /// @param publicKey the seed's public half
    Signer signer(byte[] seed, byte[] publicKey);

    /// This process's engine.
    static Ed25519Engine chosen() {
        return Chosen.ENGINE;
    }

    /// Holder of the choice, made on first use.
    final class Chosen {
        private static final Ed25519Engine ENGINE = choose();

        private Chosen() {}

        private static Ed25519Engine choose() {
            return CryptoProviders.corretto()
                    .<Ed25519Engine>map(NativeEd25519::new)
                    .orElseGet(PureEd25519::new);
        }
    }
}
