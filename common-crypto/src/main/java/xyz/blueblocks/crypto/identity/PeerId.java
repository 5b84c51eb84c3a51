package xyz.blueblocks.crypto.identity;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;

/// A peer's id: the libp2p peer id of its Ed25519 key, so anyone can check an id against a key.
///
/// ```
/// binary  00 24 08 01 12 20 ‖ 32 key bytes      38 bytes: identity multihash of the key message
/// text    base58btc of the binary form          52 characters, begins 12D3KooW
/// ```
///
/// A value: immutable, equal by key. Source: libp2p peer-ids specification; docs/spec/identity.md,
/// section 1.
public final class PeerId {
    /// Bytes of the binary form.
    public static final int SIZE_BYTES = 38;

    /// Characters of the text form: a fixed prefix and size leave no other length.
    public static final int TEXT_CHARS = 52;

    private static final byte[] PREFIX = {0x00, 0x24, 0x08, 0x01, 0x12, 0x20};

    private final Ed25519PublicKey key;
    private @Nullable String text;

    private PeerId(Ed25519PublicKey key) {
        this.key = key;
    }

    /// The id of a key.
    public static PeerId of(Ed25519PublicKey key) {
        return new PeerId(key);
    }

    /// Reads the binary form; empty unless exact and the key in it good.
    public static Optional<PeerId> decode(byte[] binary) {
        if (binary.length != SIZE_BYTES
                || !Arrays.equals(binary, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
            return Optional.empty();
        }
        return Ed25519PublicKey.decode(Arrays.copyOfRange(binary, PREFIX.length, SIZE_BYTES))
                .map(PeerId::new);
    }

    /// Reads the text form; the base36 and CID forms of libp2p are not used here and are refused.
    public static Optional<PeerId> parse(String text) {
        if (text.length() != TEXT_CHARS) {
            return Optional.empty();
        }
        return Base58.decode(text, SIZE_BYTES).flatMap(PeerId::decode);
    }

    /// The 38-byte binary form, as a copy.
    public byte[] bytes() {
        byte[] binary = Arrays.copyOf(PREFIX, SIZE_BYTES);
        System.arraycopy(key.bytes(), 0, binary, PREFIX.length, Ed25519PublicKey.SIZE_BYTES);
        return binary;
    }

    /// The key that the id is.
    public Ed25519PublicKey publicKey() {
        return key;
    }

    /// Same key.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PeerId id && key.equals(id.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /// The text form, `12D3KooW…`.
    @Override
    public String toString() {
        // A benign race: all threads compute the same immutable value.
        String known = text;
        if (known == null) {
            known = Base58.encode(bytes());
            text = known;
        }
        return known;
    }
}
