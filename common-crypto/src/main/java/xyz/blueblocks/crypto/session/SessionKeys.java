package xyz.blueblocks.crypto.session;

import java.nio.charset.StandardCharsets;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.kdf.Hkdf;

/// All keys of one end-to-end session, from one handshake, on one circuit.
///
/// It owns its sealer and opener, which may be used by two threads (one each), and the exporter
/// from which message and file keys come. Closing it destroys all of them; keys handed out by
/// [#fileKey] and [#dataCipher] are the caller's to close. Source: docs/spec/session.md, section 3.
public final class SessionKeys implements AutoCloseable {
    /// A session ends an hour after its handshake (`E016`), in milliseconds.
    public static final long LIFETIME_MILLIS = 60 * 60 * 1000L;

    private static final int SECRET = 32;
    private static final int FILE_ID = 16;

    private final AeadSuite suite;
    private final byte[] transcript;
    private final boolean postQuantum;
    private final CellLayers layers;
    private final SecretBytes exporter;
    private final RecordSealer sealer;
    private final RecordOpener opener;
    private final long endMillis;

    private SessionKeys(
            SessionOrigin origin,
            SecretBytes sending,
            SecretBytes receiving,
            SecretBytes exporter,
            CellLayers layers,
            long nowMillis) {
        this.suite = origin.suite();
        this.transcript = origin.transcript();
        this.postQuantum = origin.postQuantum();
        this.layers = layers;
        this.exporter = exporter;
        this.endMillis = nowMillis + LIFETIME_MILLIS;
        int h = layers.relays();
        int sent = layers.sentCellBytes() - RecordHead.TAG * h;
        int received = layers.receivedCellBytes() - RecordHead.TAG * h;
        this.sealer =
                new RecordSealer(
                        new RecordRatchet(suite, sending, sent, nowMillis), layers, endMillis);
        this.opener =
                new RecordOpener(
                        new RecordRatchet(suite, receiving, received, nowMillis),
                        layers,
                        endMillis);
    }

    static SessionKeys initiator(
            SecretBytes session, SessionOrigin origin, CellLayers layers, long nowMillis) {
        return new SessionKeys(
                origin, part(session, 0), part(session, 1), part(session, 2), layers, nowMillis);
    }

    static SessionKeys responder(
            SecretBytes session, SessionOrigin origin, CellLayers layers, long nowMillis) {
        return new SessionKeys(
                origin, part(session, 1), part(session, 0), part(session, 2), layers, nowMillis);
    }

    private static SecretBytes part(SecretBytes session, int index) {
        return session.slice(SECRET * index, SECRET * (index + 1));
    }

    /// Turns this end's messages into cells.
    public RecordSealer sealer() {
        return sealer;
    }

    /// Turns the other end's cells into messages.
    public RecordOpener opener() {
        return opener;
    }

    /// The cipher both ends agreed on.
    public AeadSuite suite() {
        return suite;
    }

    /// Whether an ephemeral ML-KEM key took part: a recording stays closed to a quantum computer.
    public boolean postQuantum() {
        return postQuantum;
    }

    /// th, 32 bytes: the same at both ends and unique to this session.
    public byte[] transcript() {
        return transcript.clone();
    }

    /// Whether the session's hour is over (`E016`).
    public boolean expiredAt(long nowMillis) {
        return nowMillis - endMillis >= 0;
    }

    /// Key of one file in this session.
    ///
    /// @param fileId 16 bytes
    public SecretBytes fileKey(byte[] fileId) {
        if (fileId.length != FILE_ID) {
            throw new IllegalArgumentException("fileId: " + fileId.length + " bytes (want 16)");
        }
        return Hkdf.expand(exporter, Labels.of("bb/file-key/v1", fileId), SECRET);
    }

    /// Cipher of one DATA message in its JSON form.
    ///
    /// @param messageId the message's `message_id`; not empty
    public DataCipher dataCipher(String messageId) {
        if (messageId.isEmpty()) {
            throw new IllegalArgumentException("messageId: empty (want the message's id)");
        }
        byte[] id = messageId.getBytes(StandardCharsets.UTF_8);
        try (SecretBytes key = Hkdf.expand(exporter, Labels.of("bb/data-key/v1", id), SECRET)) {
            return new DataCipher(suite, key);
        }
    }

    /// Destroys the keys of the session and of the circuit's layers.
    @Override
    public void close() {
        exporter.close();
        sealer.close();
        opener.close();
        layers.close();
    }
}
