package xyz.blueblocks.wire.testing;

import java.util.Arrays;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;

/// The people and machines of the vectors, by the byte that fills their seed.
public enum Identity {
    PATIENT(0x11),
    PROVIDER(0x22),
    RELAY1(0x31),
    RELAY2(0x32),
    PLANNER(0x41),
    ADMIN(0x51),
    DISCOVERY(0x61);

    private final int seed;

    Identity(int seed) {
        this.seed = seed;
    }

    /// Private half.
    public Ed25519PrivateKey key() {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return Ed25519PrivateKey.fromSeed(SecretBytes.take(bytes));
    }

    /// Public half.
    public Ed25519PublicKey publicKey() {
        try (Ed25519PrivateKey key = key()) {
            return key.publicKey();
        }
    }

    /// The peer id.
    public PeerId peer() {
        return PeerId.of(publicKey());
    }
}
