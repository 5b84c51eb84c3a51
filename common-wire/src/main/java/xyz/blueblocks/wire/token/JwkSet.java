package xyz.blueblocks.wire.token;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;

/// Public keys of services, as discovery publishes them at `GET /jwks.json`.
///
/// Each is an OKP key (RFC 8037) with `kid`, the hexadecimal digits of the first 8 bytes of SHA-256
/// of the key, and `bb_use`, what it may sign. Keys of other kinds in a set are passed over.
///
/// Source: docs/spec/tokens.md, "Keys"; RFC 7517.
///
/// @param keys at most 64
public record JwkSet(List<Key> keys) {
    private static final int MAX_KEYS = 64;
    private static final int KID_BYTES = 8;
    private static final String CURVE = "Ed25519";

    /// What a service's key may sign.
    public enum Use {
        /// Session tokens.
        SESSION("session"),
        /// Admission tokens.
        ADMISSION("admission"),
        /// Checkpoints of the audit log.
        AUDIT("audit");

        private final String text;

        Use(String text) {
            this.text = text;
        }

        /// Member `bb_use`.
        public String text() {
            return text;
        }

        static Optional<Use> parse(String text) {
            return Arrays.stream(values()).filter(use -> use.text.equals(text)).findFirst();
        }
    }

    /// One key of a set.
    ///
    /// @param key public half
    /// @param use what it may sign
    public record Key(Ed25519PublicKey key, Use use) {
        /// Its id, 16 hexadecimal digits.
        public String kid() {
            return JwkSet.kid(key);
        }
    }

    /// Copies the list.
    public JwkSet {
        keys = List.copyOf(keys);
        if (keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("keys: " + keys.size() + " (want at most 64)");
        }
    }

    /// The id of a key: hexadecimal digits of the first 8 bytes of its SHA-256.
    public static String kid(Ed25519PublicKey key) {
        return Text.hex(Arrays.copyOf(Sha256.hash(key.bytes()), KID_BYTES));
    }

    /// The key with this id for this use.
    public Optional<Ed25519PublicKey> find(String kid, Use use) {
        return keys.stream()
                .filter(each -> each.use == use && each.kid().equals(kid))
                .map(Key::key)
                .findFirst();
    }

    /// These keys and those of another set.
    public JwkSet and(JwkSet other) {
        List<Key> all = new ArrayList<>(keys);
        other.keys.stream().filter(key -> !all.contains(key)).forEach(all::add);
        return new JwkSet(all);
    }

    /// Reads a set.
    public static Decoded<JwkSet> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    List<Optional<Key>> keys =
                            m.list("keys", 0, MAX_KEYS, each -> Decoded.ok(readKey(each)));
                    return new JwkSet(keys.stream().flatMap(Optional::stream).toList());
                });
    }

    /// The form.
    public JsonObject toJson() {
        return Json.object().put("keys", keys.stream().map(JwkSet::writeKey).toList()).build();
    }

    /// The members that name a public key: `kty`, `crv`, `x`.
    static JsonObject publicJwk(Ed25519PublicKey key) {
        return Json.object()
                .put("kty", "OKP")
                .put("crv", CURVE)
                .put("x", Text.base64url(key.bytes()))
                .build();
    }

    /// Reads the members that name a public key; refuses one that holds a private half.
    static Optional<Ed25519PublicKey> readPublicJwk(JsonObject json) {
        return json.has("d")
                        || !json.text("kty").equals(Optional.of("OKP"))
                        || !json.text("crv").equals(Optional.of(CURVE))
                ? Optional.empty()
                : json.text("x")
                        .flatMap(x -> Text.parsePrefixed("", x, Ed25519PublicKey.SIZE_BYTES))
                        .flatMap(Ed25519PublicKey::decode);
    }

    /// RFC 7638 thumbprint, base64url: `jkt`.
    static String thumbprint(Ed25519PublicKey key) {
        return Text.base64url(Sha256.hash(publicJwk(key).canonical()));
    }

    private static Optional<Key> readKey(JsonObject json) {
        Optional<Use> use = json.text("bb_use").flatMap(Use::parse);
        return readPublicJwk(json)
                .filter(key -> json.text("kid").equals(Optional.of(kid(key))))
                .flatMap(key -> use.map(known -> new Key(key, known)));
    }

    private static JsonObject writeKey(Key key) {
        return publicJwk(key.key).toBuilder()
                .put("kid", key.kid())
                .put("use", "sig")
                .put("alg", "EdDSA")
                .put("bb_use", key.use.text)
                .build();
    }
}
