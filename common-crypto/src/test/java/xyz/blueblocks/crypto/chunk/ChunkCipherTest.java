package xyz.blueblocks.crypto.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadSuite;

/// Chunks, honest and hostile.
class ChunkCipherTest {
    private static final int SIZE = 1 << 16;
    private static final ChunkLayout LAYOUT = new ChunkLayout(3L * SIZE + 500, SIZE);
    private static final AeadSuite AES = AeadSuite.AES_256_GCM;
    private final SplittableRandom random = new SplittableRandom(17);
    private final SecretBytes fileKey = SecretBytes.take(bytes(32));
    private final byte[] fileId = bytes(16);

    private byte[] bytes(int n) {
        byte[] bytes = new byte[n];
        random.nextBytes(bytes);
        return bytes;
    }

    private ChunkSealer sealer(AeadSuite suite) {
        return ChunkSealer.begin(fileKey, suite, fileId, LAYOUT, 0);
    }

    private Optional<ChunkOpener> opener(ChunkSealer sealer, byte[] id, ChunkLayout layout) {
        return ChunkOpener.begin(fileKey, AES, id, layout, sealer.salt(), sealer.commit());
    }

    private ChunkOpener opener(ChunkSealer sealer) {
        return opener(sealer, fileId, LAYOUT).orElseThrow();
    }

    private static byte[] seal(ChunkSealer sealer, int sequence, byte[] plain) {
        byte[] out = new byte[plain.length + 16];
        assertThat(sealer.seal(sequence, plain, 0, plain.length, out, 0, 0)).isEqualTo(out.length);
        return out;
    }

    private static boolean open(ChunkOpener opener, int sequence, byte[] sealed) {
        return opener.open(sequence, sealed, 0, sealed.length, new byte[SIZE], 0);
    }

    @ParameterizedTest
    @EnumSource(AeadSuite.class)
    @DisplayName(
            "E04, X01: every chunk of a file opens in its place, the ragged last one too, in any order")
    void chunks_open_in_their_place(AeadSuite suite) {
        try (ChunkSealer sealer = sealer(suite);
                ChunkOpener opener =
                        ChunkOpener.begin(
                                        fileKey,
                                        suite,
                                        fileId,
                                        LAYOUT,
                                        sealer.salt(),
                                        sealer.commit())
                                .orElseThrow()) {
            assertThat(opener.chunkId())
                    .isEqualTo(sealer.chunkId())
                    .isEqualTo(Arrays.copyOf(sealer.commit(), 16));
            for (int i : new int[] {2, 0, 3, 1}) {
                byte[] plain = bytes(LAYOUT.length(i));
                byte[] sealed = seal(sealer, i, plain);
                byte[] out = new byte[plain.length];
                assertThat(opener.open(i, sealed, 0, sealed.length, out, 0)).isTrue();
                assertThat(out).isEqualTo(plain);
            }
        }
    }

    @Test
    @DisplayName("E04: a chunk given out as another of the same file does not open")
    void swapped_chunks_are_noticed() {
        ChunkSealer sealer = sealer(AES);
        byte[] zero = seal(sealer, 0, bytes(SIZE));
        byte[] one = seal(sealer, 1, bytes(SIZE));
        ChunkOpener opener = opener(sealer);
        assertThat(open(opener, 1, zero)).isFalse();
        assertThat(open(opener, 0, one)).isFalse();
        assertThat(open(opener, 0, zero)).isTrue();
        assertThat(open(opener, 1, one)).isTrue();
    }

    @Test
    @DisplayName(
            "E05: a chunk replayed into another file, another total or another session does not open")
    void chunks_belong_to_their_file() {
        ChunkSealer sealer = sealer(AES);
        byte[] zero = seal(sealer, 0, bytes(SIZE));
        byte[] otherId = bytes(16);
        assertThat(opener(sealer, otherId, LAYOUT)).as("commitment of another file").isEmpty();
        ChunkSealer other = ChunkSealer.begin(fileKey, AES, otherId, LAYOUT, 0);
        assertThat(open(opener(other, otherId, LAYOUT).orElseThrow(), 0, zero)).isFalse();

        ChunkLayout longer = new ChunkLayout(4L * SIZE + 500, SIZE);
        assertThat(open(opener(sealer, fileId, longer).orElseThrow(), 0, zero)).isFalse();
        SecretBytes otherKey = SecretBytes.take(bytes(32));
        assertThat(ChunkOpener.begin(otherKey, AES, fileId, LAYOUT, sealer.salt(), sealer.commit()))
                .isEmpty();
        assertThat(
                        ChunkOpener.begin(
                                fileKey,
                                AeadSuite.CHACHA20_POLY1305,
                                fileId,
                                LAYOUT,
                                sealer.salt(),
                                sealer.commit()))
                .isEmpty();
    }

    @Test
    @DisplayName(
            "E05, X01: the last chunk cannot pass for one in the middle: its flag is authenticated")
    void the_last_flag_counts() {
        ChunkLayout full = new ChunkLayout(4L * SIZE, SIZE);
        ChunkLayout cut = new ChunkLayout(3L * SIZE, SIZE);
        ChunkSealer sealer = ChunkSealer.begin(fileKey, AES, fileId, full, 0);
        byte[] two = seal(sealer, 2, bytes(SIZE));
        assertThat(open(opener(sealer, fileId, cut).orElseThrow(), 2, two)).isFalse();
        assertThat(open(opener(sealer, fileId, full).orElseThrow(), 2, two)).isTrue();
    }

    @Test
    @DisplayName(
            "X01: a commitment or salt with one flipped bit anywhere, or of another size, opens no epoch")
    void the_commitment_comes_first() {
        ChunkSealer sealer = sealer(AES);
        for (int at = 0; at < 56; at++) {
            byte[] salt = sealer.salt();
            byte[] commit = sealer.commit();
            if (at < 24) {
                salt[at] ^= 1;
            } else {
                commit[at - 24] ^= (byte) 0x80;
            }
            assertThat(ChunkOpener.begin(fileKey, AES, fileId, LAYOUT, salt, commit)).isEmpty();
        }
        for (int n = 0; n < 40; n++) {
            byte[] salt = Arrays.copyOf(sealer.salt(), n);
            byte[] commit = Arrays.copyOf(sealer.commit(), n);
            if (n != 24) {
                assertThat(ChunkOpener.begin(fileKey, AES, fileId, LAYOUT, salt, sealer.commit()))
                        .isEmpty();
            }
            if (n != 32) {
                assertThat(ChunkOpener.begin(fileKey, AES, fileId, LAYOUT, sealer.salt(), commit))
                        .isEmpty();
            }
        }
    }

    @Test
    @DisplayName(
            "E04, E12: one flipped bit at any position of a chunk, or any other length, is refused on arrival")
    void refuses_flips_and_cuts() {
        ChunkSealer sealer = sealer(AES);
        byte[] last = seal(sealer, 3, bytes(500));
        ChunkOpener opener = opener(sealer);
        byte[] out = new byte[500];
        for (int at = 0; at < last.length; at++) {
            byte bit = (byte) (1 << random.nextInt(8));
            last[at] ^= bit;
            assertThat(opener.open(3, last, 0, last.length, out, 0)).as("byte " + at).isFalse();
            assertThat(out).containsOnly(0);
            last[at] ^= bit;
            assertThat(opener.open(3, last, 0, at, out, 0)).isFalse();
        }
        byte[] longer = Arrays.copyOf(last, last.length + 1);
        assertThat(opener.open(3, longer, 0, longer.length, new byte[600], 0)).isFalse();
        for (int sequence : new int[] {-1, 4, 5, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThat(open(opener, sequence, last)).isFalse();
        }
        assertThat(opener.open(3, last, 0, last.length, out, 0)).isTrue();
    }

    @Test
    @DisplayName(
            "X01, X24: a sequence is sealed once per epoch, and opened once; again only under a new salt")
    void a_sequence_is_sealed_once() {
        ChunkSealer sealer = sealer(AES);
        byte[] plain = bytes(SIZE);
        byte[] sealed = seal(sealer, 1, plain);
        assertThat(sealer.canSeal(1, 0)).isFalse();
        assertThatThrownBy(() -> seal(sealer, 1, plain)).isInstanceOf(IllegalStateException.class);
        ChunkOpener opener = opener(sealer);
        assertThat(open(opener, 1, sealed)).isTrue();
        assertThat(open(opener, 1, sealed)).isFalse();

        ChunkSealer again = sealer(AES);
        assertThat(again.salt()).isNotEqualTo(sealer.salt());
        assertThat(seal(again, 1, plain)).isNotEqualTo(sealed);
    }

    @Test
    @DisplayName("X24: an epoch ends after 15 minutes or 1 GiB")
    void an_epoch_ends() {
        ChunkSealer aged = sealer(AES);
        assertThat(aged.canSeal(0, 15 * 60_000 - 1)).isTrue();
        assertThat(aged.canSeal(0, 15 * 60_000)).isFalse();

        ChunkLayout large = new ChunkLayout((1L << 30) + 1, 1 << 20);
        ChunkSealer full = ChunkSealer.begin(fileKey, AES, fileId, large, 0);
        byte[] plain = new byte[1 << 20];
        byte[] out = new byte[(1 << 20) + 16];
        for (int i = 0; i < 1024; i++) {
            full.seal(i, plain, 0, plain.length, out, 0, 0);
        }
        assertThat(full.canSeal(1024, 0)).as("one byte beyond 1 GiB").isFalse();
    }

    @Test
    @DisplayName("X01: epochs under fresh salts share no key: commitments all differ")
    void epochs_differ() {
        Set<String> commits = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            assertThat(commits.add(Arrays.toString(sealer(AES).commit()))).isTrue();
        }
    }

    @Test
    @DisplayName(
            "E03, X08: layouts are 1 byte to 5 GiB in at most 16 384 chunks of 2^16, 2^18 or 2^20")
    void layouts_are_bounded() {
        assertThat(new ChunkLayout(52_428_800, 1 << 20).total()).isEqualTo(50);
        assertThat(new ChunkLayout(5L << 30, 1 << 20).total()).isEqualTo(5120);
        assertThat(new ChunkLayout(1L << 30, 1 << 16).total()).isEqualTo(16_384);
        assertThat(new ChunkLayout(1, 1 << 16).length(0)).isEqualTo(1);
        ChunkLayout ragged = new ChunkLayout((1 << 20) + 1, 1 << 20);
        assertThat(ragged.length(1)).isEqualTo(1);
        assertThat(ragged.offset(1)).isEqualTo(1 << 20);
        assertThat(ragged.isLast(1)).isTrue();
        long[][] wrong = {
            {0, 1 << 16},
            {-1, 1 << 16},
            {Long.MAX_VALUE, 1 << 20},
            {Long.MIN_VALUE, 1 << 20},
            {(5L << 30) + 1, 1 << 20},
            {(1L << 30) + 1, 1 << 16},
            {1, 1 << 17},
            {1, 0},
            {1, -1},
            {1, 1 << 22},
            {1, 1 << 10}
        };
        for (long[] w : wrong) {
            assertThat(ChunkLayout.of(w[0], (int) w[1])).isEmpty();
            assertThatThrownBy(() -> new ChunkLayout(w[0], (int) w[1]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> ragged.length(2)).isInstanceOf(IllegalArgumentException.class);
    }
}
