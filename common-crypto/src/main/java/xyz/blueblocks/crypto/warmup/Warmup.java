package xyz.blueblocks.crypto.warmup;

import java.util.concurrent.atomic.AtomicBoolean;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.aead.OpenSequence;
import xyz.blueblocks.crypto.aead.SealSequence;
import xyz.blueblocks.crypto.hash.Blake3;
import xyz.blueblocks.crypto.hash.Blake3Tree;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.hpke.HpkeRecipient;
import xyz.blueblocks.crypto.hpke.HpkeSender;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;

/// What a process does with this module before it says that it is ready.
///
/// AES-GCM and BLAKE3 run at a hundredth of their speed until the compiler has seen enough of their
/// loops; in a process that waits for its first file, that file would pay for it. Measured:
/// docs/spec/primitives.md, section 5. About half a second of processor time.
public final class Warmup {
    /// System property; `off` leaves it out, for programs that live for seconds and wait for
    /// nobody.
    public static final String PROPERTY = "blueblocks.crypto.warmup";

    /// Seals and opens of the smallest message in one batch.
    private static final int AEAD_ROUNDS = 1000;

    /// The sizes of a batch and after how many rounds each comes: a small cell, a middle one, a
    /// whole chunk. All must be there before the compiler does its work: what it has not seen it
    /// leaves out, and the first chunk then throws the compiled code away.
    private static final int[] SIZES = {1024, (1 << 16) + 256, 1 << 20};

    private static final int[] EVERY = {1, 100, 500};

    /// Fewest batches, and most: a processor without AES instructions goes through all of them in
    /// vain, in about two seconds.
    private static final int MIN_BATCHES = 4;

    private static final int MAX_BATCHES = 40;

    /// A chunk at 2 GB/s: compiled code takes a fifth of it, uncompiled seven times as much.
    private static final long FAST_NANOS = 500_000;

    /// Hashes of 64 KiB after which vectors are compiled.
    private static final int HASH_ROUNDS = 600;

    private static final int HASH_BYTES = 1 << 16;

    private static final AtomicBoolean DONE = new AtomicBoolean();

    private Warmup() {}

    /// Warms everything up; only the first call of a process does anything.
    public static void run() {
        if (DONE.compareAndSet(false, true)) {
            loadLibraries();
            if (!"off".equals(System.getProperty(PROPERTY, "on"))) {
                hash();
                seal();
            }
        }
    }

    private static void loadLibraries() {
        try (Ed25519PrivateKey key = Ed25519PrivateKey.generate()) {
            require(key.publicKey().verify(key.sign(new byte[1]), new byte[1]));
        }
        for (HpkeKem kem : HpkeKem.values()) {
            try (HpkePrivateKey key = HpkePrivateKey.generate(kem)) {
                HpkeSender sender = HpkeSender.open(key.publicKey(), new byte[0]);
                byte[] sealed = sender.seal(new byte[0], new byte[1]);
                require(
                        HpkeRecipient.open(key, sender.enc(), new byte[0])
                                .flatMap(recipient -> recipient.open(new byte[0], sealed))
                                .isPresent());
            }
        }
    }

    private static void hash() {
        byte[] in = new byte[HASH_BYTES];
        for (int i = 0; i < HASH_ROUNDS; i++) {
            Blake3.hash(in);
            Blake3Tree.chainingValue(in, 0, in.length, i);
        }
    }

    private static void seal() {
        try (SecretBytes key = SecretBytes.random(AeadSuite.KEY_BYTES);
                SecretBytes base = SecretBytes.random(AeadSuite.NONCE_BYTES);
                SealSequence seal = new SealSequence(AeadSuite.AES_256_GCM, key, base);
                OpenSequence open = new OpenSequence(AeadSuite.AES_256_GCM, key, base)) {
            Chunks chunks = new Chunks(seal, open);
            for (int batch = 1; batch <= MAX_BATCHES; batch++) {
                for (int i = 0; i < AEAD_ROUNDS; i++) {
                    for (int size = 0; size < SIZES.length; size++) {
                        if (i % EVERY[size] == 0) {
                            chunks.roundTrip(SIZES[size]);
                        }
                    }
                }
                if (batch >= MIN_BATCHES && chunks.isFast()) {
                    return;
                }
            }
        }
    }

    /// The arrays that messages go through, as in the product: heap, never in place.
    private static final class Chunks {
        private final byte[] aad = new byte[16];
        private final byte[] plain = new byte[1 << 20];
        private final byte[] sealed = new byte[(1 << 20) + AeadSuite.TAG_BYTES];
        private final SealSequence seal;
        private final OpenSequence open;

        Chunks(SealSequence seal, OpenSequence open) {
            this.seal = seal;
            this.open = open;
        }

        void roundTrip(int size) {
            int n = seal.seal(aad, plain, 0, size, sealed, 0);
            require(open.open(aad, sealed, 0, n, plain, 0));
        }

        boolean isFast() {
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                long start = System.nanoTime();
                roundTrip(1 << 20);
                best = Math.min(best, System.nanoTime() - start);
            }
            return best < 2 * FAST_NANOS;
        }
    }

    private static void require(boolean good) {
        if (!good) {
            throw new IllegalStateException("warm-up: own seal does not open (broken library?)");
        }
    }
}
