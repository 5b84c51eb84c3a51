package xyz.blueblocks.crypto.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadSuite;

/// Records of one direction on a direct circuit, so that nothing but the session protects them.
class RecordTest {
    private static final int C = 1280;
    private static final long NOW = 10_000_000L;
    private static final long END = NOW + SessionKeys.LIFETIME_MILLIS;
    private static final long MINUTE = 60_000;
    private final SplittableRandom random = new SplittableRandom(11);

    private static RecordRatchet ratchet(long recordsPerKey) {
        byte[] s = new byte[32];
        Arrays.fill(s, (byte) 5);
        return new RecordRatchet(AeadSuite.AES_256_GCM, SecretBytes.take(s), recordsPerKey, NOW);
    }

    private static RecordSealer sealer(long recordsPerKey) {
        return new RecordSealer(ratchet(recordsPerKey), new DirectLayers(C), END);
    }

    private static RecordOpener opener(long recordsPerKey) {
        return new RecordOpener(ratchet(recordsPerKey), new DirectLayers(C), END);
    }

    private byte[] bytes(int n) {
        byte[] bytes = new byte[n];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] seal(RecordSealer sealer, int type, byte[] body) {
        byte[] cell = new byte[C];
        sealer.seal(type, body, 0, body.length, cell, 0, NOW);
        return cell;
    }

    private static OpenedRecord open(RecordOpener opener, byte[] cell) {
        return opener.open(cell, 0, cell.length, NOW);
    }

    private static void assertRefused(OpenedRecord record, int error) {
        assertThat(record).isEqualTo(new OpenedRecord.Refused(error));
    }

    @Test
    @DisplayName(
            "X10: bodies of every size from nothing to a full record arrive, and every cell has one size")
    void bodies_of_every_size_arrive() {
        RecordSealer sealer = sealer(1 << 20);
        RecordOpener opener = opener(1 << 20);
        assertThat(sealer.capacity()).isEqualTo(C - 64);
        assertThat(sealer.rawCapacity()).isEqualTo(C - 48);
        for (int n = 0; n <= sealer.capacity(); n++) {
            byte[] body = bytes(n);
            assertThat(open(opener, seal(sealer, 4, body)))
                    .isInstanceOfSatisfying(
                            OpenedRecord.Fragment.class,
                            f -> {
                                assertThat(f.first() && f.last()).isTrue();
                                assertThat(
                                                Arrays.copyOfRange(
                                                        f.array(),
                                                        f.offset(),
                                                        f.offset() + f.length()))
                                        .isEqualTo(body);
                            });
        }
        byte[] tooLong = new byte[sealer.capacity() + 1];
        assertThatThrownBy(() -> seal(sealer, 4, tooLong))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName(
            "X16, X24: one flipped bit at any position of a sealed record is refused with E006, for ever after")
    void refuses_a_flip_at_every_position() {
        byte[] cell = seal(sealer(100), 3, bytes(40));
        for (int at = 0; at < C; at++) {
            byte bit = (byte) (1 << random.nextInt(8));
            cell[at] ^= bit;
            RecordOpener opener = opener(100);
            assertRefused(open(opener, cell), 6);
            cell[at] ^= bit;
            assertRefused(open(opener, cell), 6);
        }
        assertThat(open(opener(100), cell)).isInstanceOf(OpenedRecord.Fragment.class);
    }

    @Test
    @DisplayName(
            "E04: a flip in a raw record's head is refused; in its body it is left to the chunk cipher, unchanged")
    void raw_bodies_are_the_chunk_ciphers() {
        RecordSealer sealer = sealer(100);
        byte[] cell = new byte[C];
        byte[] body = bytes(100);
        sealer.chunk(bytes(16), 1).seal(body, 0, 100, true, cell, 0, NOW);
        assertThat(Arrays.copyOfRange(cell, 48, 148)).isEqualTo(body);
        for (int at = 0; at < 48; at++) {
            cell[at] ^= 1;
            assertRefused(open(opener(100), cell), 6);
            cell[at] ^= 1;
        }
        cell[60] ^= 1;
        assertThat(open(opener(100), cell))
                .isInstanceOfSatisfying(
                        OpenedRecord.Fragment.class,
                        f -> {
                            assertThat(f.array()).isSameAs(cell);
                            assertThat(f.offset()).isEqualTo(48);
                            assertThat(f.length()).isEqualTo(100);
                        });
    }

    @Test
    @DisplayName("C17: filler behind a raw body is random, never the same twice and never zeros")
    void raw_filler_is_random() {
        RecordSealer sealer = sealer(100);
        byte[][] filler = new byte[2][];
        for (int i = 0; i < 2; i++) {
            byte[] cell = new byte[C];
            sealer.chunk(new byte[16], i).seal(new byte[1], 0, 1, true, cell, 0, NOW);
            filler[i] = Arrays.copyOfRange(cell, 49, C);
            int ones = 0;
            for (byte b : filler[i]) {
                ones += Integer.bitCount(b & 0xFF);
            }
            assertThat(ones)
                    .isBetween(filler[i].length * 4 * 9 / 10, filler[i].length * 4 * 11 / 10);
        }
        assertThat(filler[0]).isNotEqualTo(filler[1]);
    }

    @Test
    @DisplayName("X16: a record cut to any other length is refused")
    void refuses_other_lengths() {
        byte[] cell = Arrays.copyOf(seal(sealer(100), 3, bytes(40)), 2 * C);
        for (int n = 0; n <= 2 * C; n++) {
            if (n != C) {
                assertRefused(opener(100).open(cell, 0, n, NOW), 6);
            }
        }
    }

    @Test
    @DisplayName("X16: a replayed, dropped or swapped record is refused")
    void order_is_everything() {
        RecordSealer sealer = sealer(100);
        byte[] first = seal(sealer, 3, bytes(10));
        byte[] second = seal(sealer, 3, bytes(10));

        RecordOpener replayed = opener(100);
        assertThat(open(replayed, first)).isInstanceOf(OpenedRecord.Fragment.class);
        assertRefused(open(replayed, first), 6);
        assertRefused(open(opener(100), second), 6);
    }

    @Test
    @DisplayName(
            "D14, X24: each key serves its number of records, then a new one does, in step at both ends")
    void rekeys_by_count() {
        RecordSealer sealer = sealer(3);
        RecordOpener opener = opener(3);
        for (int i = 0; i < 20; i++) {
            assertThat(open(opener, seal(sealer, 3, bytes(10))))
                    .as("record " + i)
                    .isInstanceOf(OpenedRecord.Fragment.class);
        }
    }

    @Test
    @DisplayName(
            "D14: the opener refuses a record beyond the limit, and the limit is 2^20 records or 1 GiB")
    void opener_enforces_the_limit() {
        RecordSealer lax = sealer(100);
        RecordOpener strict = opener(3);
        assertThat(open(strict, seal(lax, 3, bytes(1)))).isInstanceOf(OpenedRecord.Fragment.class);
        assertThat(open(strict, seal(lax, 3, bytes(1)))).isInstanceOf(OpenedRecord.Fragment.class);
        assertRefused(open(strict, seal(lax, 3, bytes(1))), 17);

        SecretBytes s = SecretBytes.random(32);
        var small = new RecordRatchet(AeadSuite.AES_256_GCM, s, 1280, NOW);
        assertThat(small.recordsPerKey()).isEqualTo((1L << 30) / 1280);
        var tiny = new RecordRatchet(AeadSuite.AES_256_GCM, SecretBytes.random(32), 64, NOW);
        assertThat(tiny.recordsPerKey()).isEqualTo(1L << 20);
        var large =
                new RecordRatchet(
                        AeadSuite.AES_256_GCM, SecretBytes.random(32), (1 << 20) + 256, NOW);
        assertThat(large.recordsPerKey()).isEqualTo(1023);
    }

    @Test
    @DisplayName(
            "D14: after 15 minutes the next record rekeys; the opener refuses a key older than 16")
    void rekeys_by_time() {
        RecordSealer sealer = sealer(100);
        RecordOpener opener = opener(100);
        assertThat(sealer.rekeyDueMillis()).isEqualTo(NOW + 15 * MINUTE);
        byte[] cell = new byte[C];
        sealer.padding(cell, 0, NOW + 15 * MINUTE);
        assertThat(opener.open(cell, 0, C, NOW + 16 * MINUTE))
                .isInstanceOf(OpenedRecord.Padding.class);
        assertThat(sealer.rekeyDueMillis()).isEqualTo(NOW + 30 * MINUTE);
        sealer.padding(cell, 0, NOW + 30 * MINUTE);
        assertThat(opener.open(cell, 0, C, NOW + 31 * MINUTE))
                .isInstanceOf(OpenedRecord.Padding.class);

        byte[] late = new byte[C];
        sealer.padding(late, 0, NOW + 31 * MINUTE);
        assertRefused(opener.open(late, 0, C, NOW + 31 * MINUTE + 16 * MINUTE + 1), 16);
    }

    @Test
    @DisplayName("D14: a sealer whose key grew too old, or whose hour is over, seals nothing")
    void sealer_stops_in_time() {
        RecordSealer idle = sealer(100);
        assertThat(idle.expiredAt(NOW + 16 * MINUTE)).isFalse();
        assertThat(idle.expiredAt(NOW + 16 * MINUTE + 1)).isTrue();
        assertThatThrownBy(() -> idle.padding(new byte[C], 0, NOW + 17 * MINUTE))
                .isInstanceOf(IllegalStateException.class);

        RecordSealer sealer = sealer(100);
        RecordOpener opener = opener(100);
        byte[] cell = new byte[C];
        for (int minute = 15; minute < 60; minute += 15) {
            sealer.padding(cell, 0, NOW + minute * MINUTE);
            opener.open(cell, 0, C, NOW + minute * MINUTE);
        }
        sealer.padding(cell, 0, END - 1);
        assertThat(sealer.expiredAt(END)).isTrue();
        assertRefused(opener.open(cell, 0, C, END), 16);
    }

    @Test
    @DisplayName("D14: a record kept from under an old key does not open under the new one")
    void old_keys_are_gone() {
        RecordSealer sealer = sealer(2);
        byte[] zero = seal(sealer, 3, bytes(10));
        byte[] one = seal(sealer, 3, bytes(10));
        RecordOpener opener = opener(2);
        open(opener, zero);
        open(opener, one);
        assertRefused(open(opener, zero), 6);
    }

    @Test
    @DisplayName(
            "X16, X24: no nonce repeats under a key, head and body take different ones, rekeying changes all")
    void nonces_never_repeat() {
        var seen = new java.util.HashSet<String>();
        RecordRatchet ratchet = ratchet(50);
        for (int i = 0; i < 400; i++) {
            assertThat(seen.add(Arrays.toString(ratchet.headNonce()))).isTrue();
            assertThat(seen.add(Arrays.toString(ratchet.bodyNonce()))).isTrue();
            ratchet.next(ratchet.atLimit(), NOW);
        }
        assertThat(seen).hasSize(800);
    }

    @Test
    @DisplayName("C17: padding carries nothing and looks like any cell")
    void padding_is_a_cell() {
        RecordSealer sealer = sealer(100);
        RecordOpener opener = opener(100);
        byte[] cell = new byte[C];
        sealer.padding(cell, 0, NOW);
        assertThat(open(opener, cell)).isInstanceOf(OpenedRecord.Padding.class);
        assertThat(open(opener, seal(sealer, 9, bytes(3))))
                .isInstanceOf(OpenedRecord.Fragment.class);
    }

    @Test
    @DisplayName("X24: a closed session opens and seals nothing")
    void closed_is_closed() {
        RecordSealer sealer = sealer(100);
        RecordOpener opener = opener(100);
        byte[] cell = seal(sealer, 3, bytes(10));
        opener.close();
        opener.close();
        assertRefused(open(opener, cell), 16);
        sealer.close();
        sealer.close();
        assertThatThrownBy(() -> seal(sealer, 3, bytes(1)))
                .isInstanceOf(IllegalStateException.class);
    }
}
