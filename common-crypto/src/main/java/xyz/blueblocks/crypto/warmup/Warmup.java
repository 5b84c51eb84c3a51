package xyz.blueblocks.crypto.warmup;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
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
/// docs/spec/primitives.md, section 5. About one second of processor time.
public final class Warmup {
    /// Seals and opens of 1 KiB after which the first MiB runs at full speed; half of that was not
    /// enough.
    private static final int AEAD_ROUNDS = 40_000;

    private static final int AEAD_BYTES = 1024;

    /// Hashes of 64 KiB after which vectors are compiled.
    private static final int HASH_ROUNDS = 600;

    private static final int HASH_BYTES = 1 << 16;

    /// Where the compiler had no time to follow, rounds are added, this often at most; a processor
    /// without AES instructions goes through all of them in vain.
    private static final int MAX_MORE = 6;

    private static final int MORE_ROUNDS = 10_000;
    private static final long COMPILER_NANOS = 20_000_000;

    /// 64 KiB at 1 GB/s: compiled code takes a tenth of it, uncompiled ten times as much.
    private static final long FAST_NANOS = 65_536;

    private static final AtomicBoolean DONE = new AtomicBoolean();

    private Warmup() {}

    /// Warms everything up; only the first call of a process does anything.
    public static void run() {
        if (DONE.compareAndSet(false, true)) {
            loadLibraries();
            hash();
            seal();
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
        byte[] aad = new byte[16];
        byte[] plain = new byte[AEAD_BYTES];
        byte[] sealed = new byte[AEAD_BYTES + AeadSuite.TAG_BYTES];
        try (SecretBytes key = SecretBytes.random(AeadSuite.KEY_BYTES);
                SecretBytes base = SecretBytes.random(AeadSuite.NONCE_BYTES);
                SealSequence seal = new SealSequence(AeadSuite.AES_256_GCM, key, base);
                OpenSequence open = new OpenSequence(AeadSuite.AES_256_GCM, key, base)) {
            int batch = AEAD_ROUNDS;
            for (int more = 0; more <= MAX_MORE; more++) {
                for (int i = 0; i < batch; i++) {
                    int n = seal.seal(aad, plain, 0, plain.length, sealed, 0);
                    require(open.open(aad, sealed, 0, n, plain, 0));
                }
                if (isFast(seal)) {
                    return;
                }
                batch = MORE_ROUNDS;
                // On a busy machine the compiler is behind: let it have the processor.
                LockSupport.parkNanos(COMPILER_NANOS);
            }
        }
    }

    private static boolean isFast(SealSequence seal) {
        byte[] large = new byte[HASH_BYTES + AeadSuite.TAG_BYTES];
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            seal.seal(large, 0, HASH_BYTES, large, 0);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best < FAST_NANOS;
    }

    private static void require(boolean good) {
        if (!good) {
            throw new IllegalStateException("warm-up: own seal does not open (broken library?)");
        }
    }
}
