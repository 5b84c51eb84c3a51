package xyz.blueblocks.crypto.hpke;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.crypto.kem.MlKem768;
import xyz.blueblocks.crypto.kem.X25519PublicKey;

/// A public key to seal to: a relay's onion key, a peer's handshake or encryption key.
///
/// One key has one encoding: X25519 parts must be canonical and not of small order, ML-KEM parts
/// have all coefficients below q. Immutable.
public final class HpkePublicKey {
    /// Bytes of a key id.
    public static final int KEY_ID_BYTES = 8;

    private final HpkeKem kem;
    private final byte[] bytes;

    private HpkePublicKey(HpkeKem kem, byte[] bytes) {
        this.kem = kem;
        this.bytes = bytes;
    }

    /// Reads a key; empty unless exact and strict.
    public static Optional<HpkePublicKey> decode(HpkeKem kem, byte[] bytes) {
        boolean good =
                switch (kem) {
                    case X25519 -> X25519PublicKey.isStrict(bytes);
                    case XWING -> isStrictXwing(bytes);
                };
        return good ? Optional.of(new HpkePublicKey(kem, bytes.clone())) : Optional.empty();
    }

    /// Reads the text form, `x25519:` or `xwing:` and base64url.
    public static Optional<HpkePublicKey> parse(String text) {
        for (HpkeKem kem : HpkeKem.values()) {
            if (text.startsWith(kem.textPrefix())) {
                return Text.parsePrefixed(kem.textPrefix(), text, kem.publicBytes())
                        .flatMap(bytes -> decode(kem, bytes));
            }
        }
        return Optional.empty();
    }

    /// A key that this process computed itself.
    static HpkePublicKey own(HpkeKem kem, byte[] bytes) {
        return new HpkePublicKey(kem, bytes);
    }

    /// Public X-Wing key: ML-KEM-768 key ‖ X25519 key.
    private static boolean isStrictXwing(byte[] bytes) {
        return bytes.length == HpkeKem.XWING.publicBytes()
                && MlKem768.isStrict(Arrays.copyOf(bytes, MlKem768.PUBLIC_BYTES))
                && X25519PublicKey.isStrict(
                        Arrays.copyOfRange(bytes, MlKem768.PUBLIC_BYTES, bytes.length));
    }

    /// What the key is for.
    public HpkeKem kem() {
        return kem;
    }

    /// The raw key, as a copy.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// The first 8 bytes of SHA-256 of the raw key: how a packet says which key it is sealed to.
    public byte[] keyId() {
        return Arrays.copyOf(Sha256.hash(bytes), KEY_ID_BYTES);
    }

    /// The text form.
    public String text() {
        return Text.prefixed(kem.textPrefix(), bytes);
    }

    /// Same KEM and bytes.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HpkePublicKey key
                && kem == key.kem
                && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// KEM and key id: the text form of an X-Wing key is too long for messages.
    @Override
    public String toString() {
        return "HpkePublicKey[" + kem + " " + Text.hex(keyId()) + "]";
    }
}
