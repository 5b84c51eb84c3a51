package xyz.blueblocks.crypto.onion;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.OpenSequence;
import xyz.blueblocks.crypto.aead.SealSequence;
import xyz.blueblocks.crypto.kem.X25519PrivateKey;
import xyz.blueblocks.crypto.kem.X25519PublicKey;
import xyz.blueblocks.crypto.session.HandshakeAnswer;
import xyz.blueblocks.crypto.session.ZeroFiller;

/// What the sender keeps of a relay until the answer.
final class PendingHop implements AutoCloseable {
    private final X25519PrivateKey own;
    private final SecretBytes exported;
    private final byte[] encField;

    PendingHop(X25519PrivateKey own, SecretBytes exported, byte[] encField) {
        this.own = own;
        this.exported = exported;
        this.encField = encField;
    }

    /// Status and inner answer; on success the hop's two sequences are added.
    Optional<byte[]> open(byte[] answer, List<SealSequence> forward, List<OpenSequence> back) {
        int e = HandshakeAnswer.EPHEMERAL;
        byte[] eR = Arrays.copyOf(answer, e);
        Optional<SecretBytes> dh = X25519PublicKey.decode(eR).flatMap(key -> own.agree(key));
        if (dh.isEmpty()) {
            return Optional.empty();
        }
        byte[] eS = own.publicKey().bytes();
        try (HopKeys keys = HopKeys.derive(exported, dh.get(), encField, eS, eR)) {
            int sealed = answer.length - e;
            byte[] plain = new byte[sealed - OnionPacket.TAG];
            OpenSequence sequence = keys.openBack();
            if (!sequence.open(answer, e, sealed, plain, 0)) {
                return Optional.empty();
            }
            back.add(sequence);
            forward.add(keys.sealForward());
            return Optional.of(plain);
        }
    }

    static SetupAnswer refusal(int hop, int status, byte[] rest) {
        return ZeroFiller.isZero(rest, 0, rest.length)
                ? new SetupAnswer.RefusedAt(hop, status)
                : new SetupAnswer.Broken(hop);
    }

    @Override
    public void close() {
        own.close();
        exported.close();
    }
}
