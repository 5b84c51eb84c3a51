package xyz.blueblocks.wire.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;

/// First message of a session, signed by its sender; relays never see it.
///
/// @param version `1.0`
/// @param sender who begins
/// @param recipient for whom it is meant, and nobody else
/// @param ephemeralKey `ephemeral_public_key`, `x25519:` and base64url
/// @param kemKey `kem_public_key`, `ml-kem-768:` and base64url; absent only where policy allows
/// @param ciphers `supported_ciphers`, best first, 1 to 8
/// @param versions `supported_versions`, best first, 1 to 8
/// @param timestamp when it was made
/// @param nonce 64 hexadecimal digits
public record Handshake(
        String version,
        PeerId sender,
        PeerId recipient,
        String ephemeralKey,
        Optional<String> kemKey,
        List<String> ciphers,
        List<String> versions,
        Instant timestamp,
        String nonce) {
    /// Label of its signature.
    public static final String LABEL = SignLabels.HANDSHAKE;

    /// The version that this library speaks.
    public static final String VERSION = "1.0";

    private static final String TYPE = "HANDSHAKE";
    private static final int MAX_OFFERS = 8;
    private static final int MAX_KEY_TEXT = 2048;

    /// Copies the lists and checks everything but the signature.
    public Handshake {
        ciphers = List.copyOf(ciphers);
        versions = List.copyOf(versions);
        Check.id("version", version);
        Check.that(!sender.equals(recipient), "recipient_peer_id: want another than sender");
        Check.that(KeyTexts.isX25519(ephemeralKey), "ephemeral_public_key: want x25519:");
        kemKey.ifPresent(
                key -> Check.that(KeyTexts.isMlKemKey(key), "kem_public_key: want ml-kem-768:"));
        Check.range("supported_ciphers", ciphers.size(), 1, MAX_OFFERS);
        Check.distinct("supported_ciphers", ciphers);
        Check.range("supported_versions", versions.size(), 1, MAX_OFFERS);
        Check.distinct("supported_versions", versions);
        Check.nonce(nonce);
    }

    /// Reads the form without judging the signature.
    public static Decoded<Handshake> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("type", TYPE);
                    m.signature();
                    return new Handshake(
                            m.text("version"),
                            m.peerId("sender_peer_id"),
                            m.peerId("recipient_peer_id"),
                            m.text("ephemeral_public_key"),
                            m.optionalText("kem_public_key", MAX_KEY_TEXT),
                            m.texts("supported_ciphers", 1, MAX_OFFERS, Handshake::offer),
                            m.texts("supported_versions", 1, MAX_OFFERS, Handshake::offer),
                            m.epochSeconds("timestamp"),
                            m.hex("nonce", 32));
                });
    }

    /// The form without signature.
    public JsonObject toJson() {
        return Json.object()
                .put("type", TYPE)
                .put("version", version)
                .put("sender_peer_id", sender.toString())
                .put("recipient_peer_id", recipient.toString())
                .put("ephemeral_public_key", ephemeralKey)
                .putText("kem_public_key", kemKey)
                .putTexts("supported_ciphers", ciphers)
                .putTexts("supported_versions", versions)
                .putEpochSeconds("timestamp", timestamp)
                .put("nonce", nonce)
                .build();
    }

    /// The 32 bytes of the X25519 key.
    public byte[] ephemeralKeyBytes() {
        return KeyTexts.x25519(ephemeralKey);
    }

    /// The 1 184 bytes of the ML-KEM-768 key; none where there is no such key.
    public byte[] kemKeyBytes() {
        return kemKey.map(KeyTexts::mlKemKey).orElseGet(() -> new byte[0]);
    }

    private static Optional<String> offer(String text) {
        return Check.isId(text) ? Optional.of(text) : Optional.empty();
    }
}
