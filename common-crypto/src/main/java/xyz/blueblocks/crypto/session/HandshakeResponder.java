package xyz.blueblocks.crypto.session;

import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.kem.MlKem768;
import xyz.blueblocks.crypto.kem.X25519PrivateKey;
import xyz.blueblocks.crypto.kem.X25519PublicKey;

/// A set-up that reached its receiver: the HANDSHAKE is readable, nothing in it is believed yet.
///
/// The caller checks the JSON (signature, ids, ±120 s, nonce unseen, policy) and hands its two
/// public keys to [#accept]. An unwanted or wrong HANDSHAKE is answered through
/// [AcceptedHandshake#refuse]; only one whose keys are unusable is met with CLOSE.
public final class HandshakeResponder implements AutoCloseable {
    private final SecretBytes es;
    private final byte[] handshake;
    private final CellLayers layers;
    private boolean done;

    /// Called by the circuit's set-up.
    ///
    /// @param es secret exported by the HPKE open; taken over
    /// @param handshake the HANDSHAKE as it was sent; taken over
    public HandshakeResponder(SecretBytes es, byte[] handshake, CellLayers layers) {
        this.es = es;
        this.handshake = handshake;
        this.layers = layers;
    }

    /// The HANDSHAKE, JSON bytes as the sender wrote them.
    public byte[] handshake() {
        return handshake.clone();
    }

    /// Number of relays on the circuit, as the sender says, 0..5.
    public int relays() {
        return layers.relays();
    }

    /// Size in bytes of the cells that come.
    public int forwardCellBytes() {
        return layers.receivedCellBytes();
    }

    /// Size in bytes of the cells that go back.
    public int backCellBytes() {
        return layers.sentCellBytes();
    }

    /// Makes this end's ephemeral keys; empty when the sender's are not usable keys (`E010`). Once.
    ///
    /// @param initiatorEphemeral the 32 bytes of `ephemeral_public_key`
    /// @param kemPublicKey the 1 184 bytes of `kem_public_key`, or empty where there is none
    public Optional<AcceptedHandshake> accept(byte[] initiatorEphemeral, byte[] kemPublicKey) {
        return accept(initiatorEphemeral, kemPublicKey, X25519PrivateKey.generate());
    }

    Optional<AcceptedHandshake> accept(
            byte[] initiatorEphemeral, byte[] kemPublicKey, X25519PrivateKey ephemeral) {
        if (done) {
            throw new IllegalStateException("handshake: already accepted or closed");
        }
        done = true;
        try (ephemeral) {
            Optional<SecretBytes> ee =
                    X25519PublicKey.decode(initiatorEphemeral).flatMap(key -> ephemeral.agree(key));
            if (ee.isEmpty()) {
                release();
                return Optional.empty();
            }
            byte[] kemCiphertext = new byte[0];
            SecretBytes ss = SecretBytes.take(new byte[0]);
            if (kemPublicKey.length > 0) {
                Optional<MlKem768.Encapsulation> kem = MlKem768.encapsulate(kemPublicKey);
                if (kem.isEmpty()) {
                    ee.get().close();
                    release();
                    return Optional.empty();
                }
                kemCiphertext = kem.get().ciphertext();
                ss = kem.get().secret();
            }
            return Optional.of(
                    new AcceptedHandshake(
                            new HandshakeSecrets(es, ee.get()),
                            ss,
                            kemCiphertext,
                            ephemeral.publicKey().bytes(),
                            handshake,
                            layers));
        }
    }

    private void release() {
        es.close();
        layers.close();
    }

    /// Destroys what was not handed on.
    @Override
    public void close() {
        if (!done) {
            done = true;
            release();
        }
    }
}
