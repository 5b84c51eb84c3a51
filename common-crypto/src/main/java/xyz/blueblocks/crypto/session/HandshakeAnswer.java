package xyz.blueblocks.crypto.session;

import java.util.Arrays;
import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadKey;
import xyz.blueblocks.crypto.aead.AeadSuite;

/// The receiver's answer to a circuit's set-up, before any relay wrapped it.
///
/// ```
/// 32 e_r | AEAD(k_ack, n_ack; u32 n ‖ HANDSHAKE_ACK or ERROR ‖ zeros) | 50·h zeros    3 072 bytes
/// ```
///
/// Source: docs/spec/circuit.md, section 4.
public final class HandshakeAnswer {
    /// Size of every answer on every link, in bytes.
    public static final int SIZE = 3072;

    /// What each relay's wrapping costs: ephemeral key 32, status 2, tag 16.
    public static final int PER_RELAY = 50;

    /// Bytes of the ephemeral key in front.
    public static final int EPHEMERAL = 32;

    /// Bytes of k_ack ‖ n_ack.
    static final int KEYS = 44;

    private static final int TAG = 16;
    private static final int COUNT = 4;
    private static final byte[] NO_AAD = new byte[0];

    private HandshakeAnswer() {}

    /// Longest message, in bytes, that an answer through `relays` relays can hold.
    public static int maxMessage(int relays) {
        return SIZE - EPHEMERAL - TAG - COUNT - PER_RELAY * relays;
    }

    /// The whole answer with its filler.
    static byte[] seal(SecretBytes ackKeys, byte[] ephemeral, int relays, byte[] message) {
        if (message.length > maxMessage(relays)) {
            throw new IllegalArgumentException(
                    "message: " + message.length + " bytes (want 0.." + maxMessage(relays) + ")");
        }
        byte[] plain = new byte[maxMessage(relays) + COUNT];
        RecordHead.putInt(plain, 0, message.length);
        System.arraycopy(message, 0, plain, COUNT, message.length);
        byte[] answer = new byte[SIZE];
        System.arraycopy(ephemeral, 0, answer, 0, EPHEMERAL);
        try (AeadKey key = key(ackKeys)) {
            key.seal(nonce(ackKeys), NO_AAD, plain, 0, plain.length, answer, EPHEMERAL);
        }
        return answer;
    }

    /// The message of an answer whose first SIZE − 50·h bytes begin at `offset`.
    static Optional<byte[]> open(SecretBytes ackKeys, byte[] answer, int offset, int relays) {
        byte[] plain = new byte[maxMessage(relays) + COUNT];
        try (AeadKey key = key(ackKeys)) {
            int sealed = plain.length + TAG;
            int at = offset + EPHEMERAL;
            if (!key.open(nonce(ackKeys), NO_AAD, answer, at, sealed, plain, 0)) {
                return Optional.empty();
            }
        }
        int n = RecordHead.getInt(plain, 0);
        if (n < 0 || n > maxMessage(relays)) {
            return Optional.empty();
        }
        if (!ZeroFiller.isZero(plain, COUNT + n, plain.length - COUNT - n)) {
            return Optional.empty();
        }
        return Optional.of(Arrays.copyOfRange(plain, COUNT, COUNT + n));
    }

    private static AeadKey key(SecretBytes ackKeys) {
        try (SecretBytes key = ackKeys.slice(0, 32)) {
            return new AeadKey(AeadSuite.AES_256_GCM, key);
        }
    }

    private static byte[] nonce(SecretBytes ackKeys) {
        return ackKeys.use(k -> Arrays.copyOfRange(k, 32, KEYS));
    }
}
