package xyz.blueblocks.crypto.identity;

import java.util.Arrays;
import java.util.Optional;
import xyz.blueblocks.crypto.hash.Blake3;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;

/// The short address of a peer, `bb1…`: bech32m of the first 20 bytes of BLAKE3 of its key.
///
/// For people to read out and compare; the peer id is what machines use. Source:
/// docs/spec/identity.md, section 3.
public final class BlueAddress {
    /// Bytes under an address.
    public static final int SIZE_BYTES = 20;

    private static final String PREFIX = "bb";

    private BlueAddress() {}

    /// The address of a key, 41 characters.
    public static String of(Ed25519PublicKey key) {
        return Bech32m.encode(PREFIX, hash(key));
    }

    /// The 20 bytes of an address; empty when mistyped.
    public static Optional<byte[]> parse(String address) {
        return Bech32m.decode(PREFIX, address, SIZE_BYTES);
    }

    /// Whether `address` is this key's.
    public static boolean matches(String address, Ed25519PublicKey key) {
        return parse(address).filter(bytes -> Arrays.equals(bytes, hash(key))).isPresent();
    }

    private static byte[] hash(Ed25519PublicKey key) {
        return Arrays.copyOf(Blake3.hash(key.bytes()), SIZE_BYTES);
    }
}
