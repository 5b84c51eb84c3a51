package xyz.blueblocks.crypto.session;

import java.security.MessageDigest;
import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.kem.MlKem768;

/// The receiver's answer, opened but not yet believed.
///
/// Only who holds the receiver's handshake key could write it; the session begins when the caller
/// has checked the message itself (signature of the receiver, both ids, cipher among those offered,
/// `ephemeral_public_key` equal to [#responderEphemeral]) and [#confirm] has checked its
/// transcript.
public final class AnsweredHandshake implements AutoCloseable {
    private final HandshakeSecrets secrets;
    private final Optional<MlKem768.Pair> kem;
    private final byte[] responder;
    private final byte[] handshake;
    private final byte[] message;
    private final CellLayers layers;
    private boolean done;

    AnsweredHandshake(
            HandshakeSecrets secrets,
            Optional<MlKem768.Pair> kem,
            byte[] responder,
            byte[] handshake,
            byte[] message,
            CellLayers layers) {
        this.secrets = secrets;
        this.kem = kem;
        this.responder = responder;
        this.handshake = handshake;
        this.message = message;
        this.layers = layers;
    }

    /// HANDSHAKE_ACK, or an ERROR that says why not: JSON bytes as the receiver wrote them.
    public byte[] message() {
        return message.clone();
    }

    /// e_r, 32 bytes.
    public byte[] responderEphemeral() {
        return responder.clone();
    }

    /// Checks the transcript and makes the session's keys; empty means `E006`. Once.
    ///
    /// @param ackCore RFC 8785 bytes of the received HANDSHAKE_ACK without `transcript`,
    ///   `signature`
    /// @param claimedTranscript the 32 bytes of its `transcript`
    /// @param kemCiphertext the 1 088 bytes of its `kem_ciphertext`, or empty where no key was
    ///   offered
    public Optional<SessionKeys> confirm(
            byte[] ackCore,
            byte[] claimedTranscript,
            AeadSuite cipher,
            byte[] kemCiphertext,
            long nowMillis) {
        if (done) {
            throw new IllegalStateException("handshake: already confirmed or closed");
        }
        done = true;
        byte[] transcript = Transcript.of(handshake, ackCore);
        Optional<SecretBytes> ss = sharedSecret(kemCiphertext);
        if (ss.isEmpty() || !MessageDigest.isEqual(transcript, claimedTranscript)) {
            ss.ifPresent(SecretBytes::close);
            release(true);
            return Optional.empty();
        }
        try (SecretBytes secret = ss.get();
                SecretBytes session = secrets.session(transcript, secret, cipher)) {
            SessionOrigin origin = new SessionOrigin(cipher, transcript, secret.length() > 0);
            return Optional.of(SessionKeys.initiator(session, origin, layers, nowMillis));
        } finally {
            release(false);
        }
    }

    /// ss; of length 0 where no KEM key was offered. An answer without ciphertext to an offer, or
    /// with one to none, is refused: otherwise a stripped member would silently drop the KEM.
    private Optional<SecretBytes> sharedSecret(byte[] ciphertext) {
        if (kem.isEmpty()) {
            return ciphertext.length == 0
                    ? Optional.of(SecretBytes.take(new byte[0]))
                    : Optional.empty();
        }
        return kem.get().decapsulate(ciphertext);
    }

    private void release(boolean withLayers) {
        secrets.close();
        kem.ifPresent(MlKem768.Pair::close);
        if (withLayers) {
            layers.close();
        }
    }

    /// Destroys what was not handed on to a session.
    @Override
    public void close() {
        if (!done) {
            done = true;
            release(true);
        }
    }
}
