package xyz.blueblocks.crypto.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class Blake3Test {
    private static final long SEED = 20_260_101L;

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(SEED).nextBytes(bytes);
        return bytes;
    }

    private static byte[] oracle(byte[] in, int offset, int length) {
        org.apache.commons.codec.digest.Blake3 blake3 =
                org.apache.commons.codec.digest.Blake3.initHash();
        return blake3.update(in, offset, length).doFinalize(32);
    }

    @Test
    @DisplayName("F06: hashes agree with another library at every size around the tree's edges")
    void agrees_with_another_library_at_the_edges_of_the_tree() {
        byte[] in = random((600 << 10) + 3);
        int checked = 0;
        for (int chunks : new int[] {1, 2, 3, 4, 7, 8, 15, 16, 17, 31, 32, 33, 64, 100, 255, 256}) {
            for (int around = -1; around <= 1; around++) {
                int length = chunks * 1024 + around;
                assertThat(Blake3.hash(in, 3, length))
                        .as("%d bytes", length)
                        .isEqualTo(oracle(in, 3, length));
                checked++;
            }
        }
        for (int length : new int[] {257 << 10, (512 << 10) + 1, 600 << 10}) {
            assertThat(Blake3.hash(in, 3, length)).isEqualTo(oracle(in, 3, length));
        }
        assertThat(checked).isEqualTo(48);
    }

    @Test
    void any_way_of_feeding_gives_the_same_hash() {
        byte[] in = random(300_000);
        byte[] want = Blake3.hash(in);
        Random random = new Random(SEED);
        for (int round = 0; round < 40; round++) {
            Blake3 hasher = Blake3.hasher();
            int at = 0;
            while (at < in.length) {
                int most = 1 << (1 + random.nextInt(18));
                int taken = Math.min(in.length - at, random.nextInt(most));
                hasher.update(in, at, taken);
                at += taken;
                if (random.nextInt(8) == 0) {
                    hasher.digest();
                }
            }
            assertThat(hasher.digest()).as("seed %d, round %d", SEED, round).isEqualTo(want);
        }
    }

    @Test
    void a_hasher_goes_on_after_a_digest_and_starts_anew_after_reset() {
        byte[] in = random(5000);
        Blake3 hasher = Blake3.hasher().update(in, 0, 2048);

        assertThat(hasher.digest()).isEqualTo(oracle(in, 0, 2048));
        assertThat(hasher.update(in, 2048, 2952).digest()).isEqualTo(oracle(in, 0, 5000));
        assertThat(hasher.reset().update(in, 0, 7).digest()).isEqualTo(oracle(in, 0, 7));
    }

    @Test
    void vector_and_plain_code_compute_the_same_groups() {
        byte[] in = random(256 << 10);
        int[] key = Blake3Words.iv();
        Blake3Groups plain = new Blake3ScalarGroups();
        Blake3Groups chosen = Blake3Groups.create();
        int[] want = new int[16];
        int[] have = new int[16];
        for (int chunks = 2; chunks <= 256; chunks *= 2) {
            // A counter that overflows its low word inside the group.
            long counter = 0x1_FFFF_FFFFL - 3;
            plain.subtree(in, 0, chunks, counter, key, 0, want);
            chosen.subtree(in, 0, chunks, counter, key, 0, have);
            assertThat(have).as("%d chunks", chunks).isEqualTo(want);
        }
    }

    @Test
    void this_suite_runs_on_vectors() {
        // The test JVM has the module; a silent fall back to plain code would be a loss of speed.
        assertThat(Blake3.vectorized()).isTrue();
        assertThat(Blake3VectorCompression.LANES).isGreaterThanOrEqualTo(4);
    }

    @Test
    void a_key_of_another_size_is_the_callers_mistake() {
        assertThatThrownBy(() -> Blake3.keyed(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key: 31 bytes (want 32)");
    }

    @Test
    @DisplayName("F06: chaining values of all chunk sizes merge to the file's hash, last ragged")
    void chaining_values_of_subtrees_merge_to_the_hash() {
        int checked = 0;
        for (int leaf : new int[] {1 << 10, 1 << 16, 1 << 18, 1 << 20}) {
            for (int leaves = 2; leaves <= Math.min(7, (3 << 20) / leaf); leaves++) {
                for (int last : new int[] {1, leaf / 2, leaf / 2 + 17, leaf}) {
                    merges(leaf, (leaves - 1) * leaf + last);
                    checked++;
                }
            }
        }
        assertThat(checked).isEqualTo(3 * 6 * 4 + 2 * 4);
    }

    private static void merges(int leaf, int total) {
        byte[] in = random(total);
        int leaves = (total - 1) / leaf + 1;
        byte[] list = new byte[32 * leaves];
        for (int i = 0; i < leaves; i++) {
            int length = Math.min(leaf, total - i * leaf);
            byte[] cv = Blake3Tree.chainingValue(in, i * leaf, length, (long) i * leaf / 1024);
            System.arraycopy(cv, 0, list, 32 * i, 32);
        }
        byte[] want = Blake3.hash(in);
        assertThat(Blake3Tree.root(list, leaf, total)).as("%d of %d", leaf, total).isEqualTo(want);
        list[list.length - 1] ^= 1;
        assertThat(Blake3Tree.root(list, leaf, total)).isNotEqualTo(want);
    }

    @Test
    void a_subtree_elsewhere_in_the_file_has_another_value() {
        byte[] in = random(1 << 16);
        byte[] first = Blake3Tree.chainingValue(in, 0, in.length, 0);

        assertThat(Blake3Tree.chainingValue(in, 0, in.length, 64)).isNotEqualTo(first);
        assertThat(Blake3.hash(in)).as("the root is no chaining value").isNotEqualTo(first);
    }

    @Test
    void a_list_that_does_not_fit_the_size_is_the_callers_mistake() {
        for (long total : new long[] {0, 1, 1 << 16, (2L << 16) + 1, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> Blake3Tree.root(new byte[64], 1 << 16, total))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Blake3Tree.root(new byte[65], 1 << 16, 2 << 16))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Blake3Tree.root(new byte[64], 1000, 2000))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
