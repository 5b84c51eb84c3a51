package xyz.blueblocks.wire.message;

import java.time.Instant;
import java.util.Optional;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;

/// Answer to [Handshake], signed by the peer that received it.
///
/// @param version the first of the offered versions that it speaks
/// @param sender who answers
/// @param recipient who began
/// @param ephemeralKey `ephemeral_public_key`, `x25519:` and base64url
/// @param cipher the first of the offered ciphers that it has
/// @param kemCiphertext `kem_ciphertext`, `ml-kem-768:` and base64url; absent exactly where the
///   handshake had no KEM key
/// @param timestamp when it was made
/// @param nonce 64 hexadecimal digits
/// @param transcript `sha256:` and hexadecimal digits of th
public record HandshakeAck(
        String version,
        PeerId sender,
        PeerId recipient,
        String ephemeralKey,
        String cipher,
        Optional<String> kemCiphertext,
        Instant timestamp,
        String nonce,
        String transcript) {
    /// Label of its signature.
    public static final String LABEL = SignLabels.HANDSHAKE_ACK;

    private static final String TYPE = "HANDSHAKE_ACK";
    private static final String TRANSCRIPT = "transcript";
    private static final String SHA_256 = "sha256";
    private static final int MAX_KEY_TEXT = 2048;

    /// Checks everything but the signature.
    public HandshakeAck {
        Check.id("version", version);
        Check.that(!sender.equals(recipient), "recipient_peer_id: want another than sender");
        Check.that(KeyTexts.isX25519(ephemeralKey), "ephemeral_public_key: want x25519:");
        Check.id("cipher", cipher);
        kemCiphertext.ifPresent(text ->
                Check.that(KeyTexts.isMlKemCiphertext(text), "kem_ciphertext: want ml-kem-768:"));
        Check.nonce(nonce);
        Check.hash(TRANSCRIPT, transcript, SHA_256);
    }

    /// Reads the form without judging signature and transcript.
    public static Decoded<HandshakeAck> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("type", TYPE);
                    m.signature();
                    return new HandshakeAck(
                            m.text("version"),
                            m.peerId("sender_peer_id"),
                            m.peerId("recipient_peer_id"),
                            m.text("ephemeral_public_key"),
                            m.text("cipher"),
                            m.optionalText("kem_ciphertext", MAX_KEY_TEXT),
                            m.epochSeconds("timestamp"),
                            m.hex("nonce", 32),
                            m.hash(TRANSCRIPT, SHA_256));
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
                .put("cipher", cipher)
                .putText("kem_ciphertext", kemCiphertext)
                .putEpochSeconds("timestamp", timestamp)
                .put("nonce", nonce)
                .put(TRANSCRIPT, transcript)
                .build();
    }

    /// What the transcript covers of an answer: its RFC 8785 form without `transcript` and
    /// `signature`, unknown members included.
    public static byte[] core(JsonObject ack) {
        return ack.without(TRANSCRIPT, "signature").canonical();
    }

    /// The `transcript` member for 32 bytes th.
    public static String transcriptText(byte[] transcript) {
        Check.that(transcript.length == 32, "transcript: want 32 bytes");
        return SHA_256 + ":" + Text.hex(transcript);
    }

    /// This answer with its transcript, where it was made with another one to compute it.
    public HandshakeAck withTranscript(byte[] transcript) {
        return new HandshakeAck(
                version,
                sender,
                recipient,
                ephemeralKey,
                cipher,
                kemCiphertext,
                timestamp,
                nonce,
                transcriptText(transcript));
    }

    /// The 32 bytes of the X25519 key.
    public byte[] ephemeralKeyBytes() {
        return KeyTexts.x25519(ephemeralKey);
    }

    /// The 1 088 bytes of the KEM's ciphertext; none where there is none.
    public byte[] kemCiphertextBytes() {
        return kemCiphertext.map(KeyTexts::mlKemCiphertext).orElseGet(() -> new byte[0]);
    }

    /// The 32 bytes of the transcript.
    public byte[] transcriptBytes() {
        return Text.parseHex(transcript.substring(SHA_256.length() + 1)).orElseThrow();
    }
}
