package xyz.blueblocks.crypto.session;

import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadSuite;

/// A HANDSHAKE about to be answered, once: with HANDSHAKE_ACK and a session, or with an ERROR.
///
/// For HANDSHAKE_ACK: write its members with [#ephemeralPublicKey] and [#kemCiphertext], ask
/// [#transcript] for the hash, add it, sign, then [#answer].
public final class AcceptedHandshake implements AutoCloseable {
    /// The answer to send and the keys it promises.
    public static final class Established {
        private final byte[] packetAnswer;
        private final SessionKeys keys;

        private Established(byte[] packetAnswer, SessionKeys keys) {
            this.packetAnswer = packetAnswer;
            this.keys = keys;
        }

        /// 3 072 bytes: payload of the HANDSHAKE_ACK frame.
        public byte[] packetAnswer() {
            return packetAnswer.clone();
        }

        /// Keys of the session; half-open until the sender's first record opens.
        public SessionKeys keys() {
            return keys;
        }
    }

    private final HandshakeSecrets secrets;
    private final SecretBytes ss;
    private final byte[] kemCiphertext;
    private final byte[] ephemeral;
    private final byte[] handshake;
    private final CellLayers layers;
    private byte[] transcript = new byte[0];
    private AeadSuite suite = AeadSuite.AES_256_GCM;
    private boolean done;

    AcceptedHandshake(
            HandshakeSecrets secrets,
            SecretBytes ss,
            byte[] kemCiphertext,
            byte[] ephemeral,
            byte[] handshake,
            CellLayers layers) {
        this.secrets = secrets;
        this.ss = ss;
        this.kemCiphertext = kemCiphertext;
        this.ephemeral = ephemeral;
        this.handshake = handshake;
        this.layers = layers;
    }

    /// e_r, 32 bytes: `ephemeral_public_key` of HANDSHAKE_ACK.
    public byte[] ephemeralPublicKey() {
        return ephemeral.clone();
    }

    /// `kem_ciphertext`, 1 088 bytes, or empty where the sender offered no key.
    public byte[] kemCiphertext() {
        return kemCiphertext.clone();
    }

    /// Longest JSON that [#answer] and [#refuse] take, in bytes.
    public int maxMessage() {
        return HandshakeAnswer.maxMessage(layers.relays());
    }

    /// Fixes the transcript and the cipher that stands in `ackCore`.
    ///
    /// @param ackCore RFC 8785 bytes of HANDSHAKE_ACK without `transcript` and `signature`
    /// @return the 32 bytes for `transcript`
    public byte[] transcript(byte[] ackCore, AeadSuite cipher) {
        transcript = Transcript.of(handshake, ackCore);
        suite = cipher;
        return transcript.clone();
    }

    /// Seals the signed HANDSHAKE_ACK and makes the session. Once, after [#transcript].
    public Established answer(byte[] ackJson, long nowMillis) {
        if (transcript.length == 0) {
            throw new IllegalStateException("transcript: not fixed (want transcript() before)");
        }
        byte[] answer = seal(ackJson);
        SessionOrigin origin = new SessionOrigin(suite, transcript, ss.length() > 0);
        try (SecretBytes session = secrets.session(transcript, ss, suite)) {
            return new Established(
                    answer, SessionKeys.responder(session, origin, layers, nowMillis));
        } finally {
            secrets.close();
            ss.close();
        }
    }

    /// Seals an ERROR instead: 3 072 bytes that only the sender can read. Once; no session follows.
    public byte[] refuse(byte[] errorJson) {
        byte[] answer = seal(errorJson);
        release();
        return answer;
    }

    private byte[] seal(byte[] message) {
        if (done) {
            throw new IllegalStateException("handshake: already answered or closed");
        }
        try (SecretBytes keys = secrets.ackKeys(ephemeral)) {
            byte[] answer = HandshakeAnswer.seal(keys, ephemeral, layers.relays(), message);
            done = true;
            return answer;
        }
    }

    private void release() {
        secrets.close();
        ss.close();
        layers.close();
    }

    /// Destroys what was not handed on to a session.
    @Override
    public void close() {
        if (!done) {
            done = true;
            release();
        }
    }
}
