package xyz.blueblocks.crypto.session;

import java.nio.charset.StandardCharsets;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.kdf.Hkdf;

/// The two secrets known when the answer travels: es from the HPKE seal to the receiver's handshake
/// key, ee from the two ephemeral X25519 keys.
///
/// es proves the receiver, ee gives forward secrecy against theft of its handshake key; the third
/// secret, ss, comes from the ephemeral ML-KEM key and is what keeps a recording closed to a
/// quantum computer. Source: docs/spec/session.md, section 2.
final class HandshakeSecrets implements AutoCloseable {
    private static final byte[] ACK = Labels.of("bb/e2e-ack/v1");
    static final int SESSION_BYTES = 96;

    private final SecretBytes es;
    private final SecretBytes ee;

    /// Takes both secrets over and closes them with itself.
    HandshakeSecrets(SecretBytes es, SecretBytes ee) {
        this.es = es;
        this.ee = ee;
    }

    /// k_ack 32 ‖ n_ack 12, salted with the responder's ephemeral key.
    SecretBytes ackKeys(byte[] responderEphemeral) {
        try (SecretBytes ikm = SecretBytes.join(es, ee)) {
            return Hkdf.extractExpand(responderEphemeral, ikm, ACK, HandshakeAnswer.KEYS);
        }
    }

    /// s_i2r 32 ‖ s_r2i 32 ‖ exporter 32. `ss` has length 0 where no ML-KEM key took part.
    SecretBytes session(byte[] transcript, SecretBytes ss, AeadSuite suite) {
        byte[] info =
                Labels.of("bb/session/v1", suite.wireName().getBytes(StandardCharsets.US_ASCII));
        try (SecretBytes ikm = SecretBytes.join(es, ee, ss)) {
            return Hkdf.extractExpand(transcript, ikm, info, SESSION_BYTES);
        }
    }

    @Override
    public void close() {
        es.close();
        ee.close();
    }
}
