package xyz.blueblocks.crypto.session;

import java.util.Arrays;
import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.kem.MlKem768;
import xyz.blueblocks.crypto.kem.X25519PrivateKey;
import xyz.blueblocks.crypto.kem.X25519PublicKey;

/// The sender's ephemeral keys for one circuit, made before its HANDSHAKE is written.
///
/// Order: [#generate]; both public keys go into the HANDSHAKE JSON, which the caller signs; the
/// circuit's set-up takes this object over and opens the answer with it. One set of keys serves one
/// attempt only: a retry is built and signed anew.
public final class HandshakeInitiator implements AutoCloseable {
    private final X25519PrivateKey ephemeral;
    private final Optional<MlKem768.Pair> kem;
    private boolean used;

    private HandshakeInitiator(X25519PrivateKey ephemeral, Optional<MlKem768.Pair> kem) {
        this.ephemeral = ephemeral;
        this.kem = kem;
    }

    /// Fresh keys.
    ///
    /// @param withKem whether an ephemeral ML-KEM-768 key is offered (false only where policy
    ///   allows)
    public static HandshakeInitiator generate(boolean withKem) {
        return new HandshakeInitiator(
                X25519PrivateKey.generate(),
                withKem ? Optional.of(MlKem768.generate()) : Optional.empty());
    }

    /// Given keys, for vectors.
    static HandshakeInitiator of(X25519PrivateKey ephemeral, Optional<MlKem768.Pair> kem) {
        return new HandshakeInitiator(ephemeral, kem);
    }

    /// e_i, 32 bytes: `ephemeral_public_key` of the HANDSHAKE.
    public byte[] ephemeralPublicKey() {
        return ephemeral.publicKey().bytes();
    }

    /// 1 184 bytes: `kem_public_key` of the HANDSHAKE, where one is offered.
    public Optional<byte[]> kemPublicKey() {
        return kem.map(MlKem768.Pair::publicBytes);
    }

    /// Opens the receiver's answer; called by the circuit's set-up, once.
    ///
    /// @param es secret exported by the HPKE seal to the receiver; taken over
    /// @param offset where the SIZE − 50·h bytes of the answer begin; the array must hold them
    /// @param handshake the HANDSHAKE as it was sent
    /// @param layers how this end dresses its cells; closed when the answer does not open
    public Optional<AnsweredHandshake> open(
            SecretBytes es, byte[] answer, int offset, byte[] handshake, CellLayers layers) {
        if (used) {
            throw new IllegalStateException("handshake: already answered (want one answer)");
        }
        used = true;
        int end = offset + HandshakeAnswer.EPHEMERAL;
        byte[] responder = Arrays.copyOfRange(answer, offset, end);
        Optional<SecretBytes> ee =
                X25519PublicKey.decode(responder).flatMap(key -> ephemeral.agree(key));
        ephemeral.close();
        if (ee.isEmpty()) {
            es.close();
            layers.close();
            return Optional.empty();
        }
        HandshakeSecrets secrets = new HandshakeSecrets(es, ee.get());
        Optional<byte[]> message;
        try (SecretBytes keys = secrets.ackKeys(responder)) {
            message = HandshakeAnswer.open(keys, answer, offset, layers.relays());
        }
        if (message.isEmpty()) {
            secrets.close();
            layers.close();
            return Optional.empty();
        }
        return Optional.of(
                new AnsweredHandshake(secrets, kem, responder, handshake, message.get(), layers));
    }

    /// Destroys the private keys; an [AnsweredHandshake] already made must have been confirmed.
    @Override
    public void close() {
        used = true;
        ephemeral.close();
        kem.ifPresent(MlKem768.Pair::close);
    }
}
