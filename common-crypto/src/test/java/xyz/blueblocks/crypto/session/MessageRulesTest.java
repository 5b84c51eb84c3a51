package xyz.blueblocks.crypto.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a head may say, and in which order messages may come.
class MessageRulesTest {
    private static final byte[] NO_CHUNK = new byte[16];
    private static final int FIRST = RecordHead.FIRST;
    private static final int LAST = RecordHead.LAST;
    private final MessageBook book = new MessageBook();

    private static RecordHead head(int type, int flags, long number, int used) {
        RecordHead head = new RecordHead();
        head.write(type, flags, number, used, NO_CHUNK, 0);
        return head;
    }

    private static RecordHead chunk(int flags, long number, int used, int fill, int sequence) {
        RecordHead head = new RecordHead();
        byte[] id = new byte[16];
        Arrays.fill(id, (byte) fill);
        head.write(RecordHead.CHUNK, flags | RecordHead.RAW, number, used, id, sequence);
        return head;
    }

    @Test
    @DisplayName("X16: message numbers go up by one without gaps, else E017")
    void numbers_have_no_gaps() {
        assertThat(book.enter(head(3, FIRST | LAST, 0, 1))).isZero();
        assertThat(book.enter(head(3, FIRST, 1, 1))).isZero();
        assertThat(book.enter(head(4, FIRST | LAST, 2, 1))).isZero();
        assertThat(book.enter(head(4, FIRST | LAST, 2, 1))).isEqualTo(17);
        assertThat(book.enter(head(4, FIRST | LAST, 4, 1))).isEqualTo(17);
        assertThat(book.enter(head(3, LAST, 1, 1))).isZero();
        assertThat(book.enter(head(3, LAST, 1, 1))).as("ended").isEqualTo(17);
        assertThat(book.enter(head(3, 0, 7, 1))).as("never begun").isEqualTo(17);
    }

    @Test
    @DisplayName("X16: fragments of up to 16 messages may alternate, a seventeenth is E009")
    void sixteen_messages_may_be_open() {
        for (int i = 0; i < 16; i++) {
            assertThat(book.enter(head(3, FIRST, i, 1))).isZero();
        }
        assertThat(book.enter(head(3, FIRST, 16, 1))).isEqualTo(9);
        for (int i = 15; i >= 0; i--) {
            assertThat(book.enter(head(3, LAST, i, 1))).isZero();
        }
        assertThat(book.enter(head(3, FIRST, 16, 1))).isZero();
    }

    @Test
    @DisplayName("X08: a message above 10 MiB or a chunk above 1 MiB and its tag is E011")
    void messages_have_a_longest() {
        assertThat(book.enter(head(3, FIRST, 0, 10 << 20))).isZero();
        assertThat(book.enter(head(3, LAST, 0, 1))).isEqualTo(11);
        MessageBook other = new MessageBook();
        assertThat(other.enter(chunk(FIRST, 0, 1 << 20, 1, 1))).isZero();
        assertThat(other.enter(chunk(0, 0, 16, 1, 1))).isZero();
        assertThat(other.enter(chunk(LAST, 0, 1, 1, 1))).isEqualTo(11);
    }

    @Test
    @DisplayName("E04: fragments that change type, chunk id or sequence on the way are E017")
    void fragments_belong_together() {
        assertThat(book.enter(head(3, FIRST, 0, 1))).isZero();
        assertThat(book.enter(head(4, 0, 0, 1))).isEqualTo(17);
        assertThat(book.enter(chunk(FIRST, 1, 1, 1, 1))).isZero();
        assertThat(book.enter(chunk(0, 1, 1, 1, 1))).isZero();
        assertThat(book.enter(chunk(0, 1, 1, 2, 1))).isEqualTo(17);
        assertThat(book.enter(chunk(0, 1, 1, 1, 2))).isEqualTo(17);
        assertThat(book.enter(head(3, 0, 1, 1))).isEqualTo(17);
    }

    @Test
    @DisplayName(
            "X16: a head with a reserved bit, an unknown kind or fields that contradict each other is E010")
    void heads_are_strict() {
        assertThat(head(3, FIRST | LAST, 0, 10).wellFormed(10)).isTrue();
        assertThat(head(3, FIRST | LAST, 0, 0).wellFormed(10)).isTrue();
        assertThat(head(0x3F, FIRST | RecordHead.REKEY, 0, 1).wellFormed(10)).isTrue();
        assertThat(chunk(FIRST, 0, 1, 1, 1).wellFormed(10)).isTrue();
        assertThat(head(0, 0, 0, 0).wellFormed(10)).isTrue();
        assertThat(head(0, RecordHead.REKEY, 0, 0).wellFormed(10)).isTrue();
        RecordHead[] wrong = {
            head(3, FIRST | LAST, 0, 11),
            head(3, FIRST | LAST, 0, -1),
            head(3, FIRST, 0, 0),
            head(3, LAST, 0, 0),
            head(3, FIRST | 0x10, 0, 1),
            head(3, FIRST | 0x80, 0, 1),
            head(3, FIRST | RecordHead.RAW, 0, 1),
            head(RecordHead.CHUNK, FIRST, 0, 1),
            head(0x40, FIRST, 0, 1),
            head(0xFF, FIRST, 0, 1),
            head(0, FIRST, 0, 0),
            head(0, 0, 1, 0),
            head(0, 0, 0, 1)
        };
        for (int i = 0; i < wrong.length; i++) {
            assertThat(wrong[i].wellFormed(10)).as("head " + i).isFalse();
        }
        for (int at : new int[] {2, 3, 12, 27, 28, 31}) {
            RecordHead head = head(3, FIRST, 0, 1);
            head.bytes[at] = 1;
            assertThat(head.wellFormed(10)).as("byte " + at).isFalse();
        }
    }

    @Test
    @DisplayName("X16: no head of random bytes makes the book throw or grow")
    void survives_random_heads() {
        SplittableRandom random = new SplittableRandom(3);
        RecordHead head = new RecordHead();
        for (int i = 0; i < 100_000; i++) {
            random.nextBytes(head.bytes);
            if (random.nextBoolean()) {
                head.write(
                        random.nextInt(64),
                        random.nextInt(16),
                        random.nextInt(20),
                        random.nextInt(1 << 20),
                        NO_CHUNK,
                        0);
            }
            if (head.wellFormed(1 << 20)) {
                assertThat(book.enter(head)).isIn(0, 9, 11, 17);
            }
        }
    }

    @Test
    @DisplayName("X08: the sealing end keeps the same rules: length, one end, sixteen open")
    void outgoing_messages_keep_the_rules() {
        byte[] secret = new byte[32];
        RecordSealer sealer =
                new RecordSealer(
                        new RecordRatchet(
                                xyz.blueblocks.crypto.aead.AeadSuite.CHACHA20_POLY1305,
                                xyz.blueblocks.crypto.SecretBytes.take(secret),
                                1 << 20,
                                0L),
                        new DirectLayers(1280),
                        1000);
        byte[] cell = new byte[1280];
        OutgoingMessage message = sealer.message(3);
        assertThatThrownBy(() -> message.seal(cell, 0, 0, false, cell.clone(), 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        message.seal(new byte[8], 0, 8, true, cell, 0, 0);
        assertThatThrownBy(() -> message.seal(new byte[8], 0, 8, true, cell, 0, 0))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sealer.message(RecordHead.CHUNK))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sealer.message(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sealer.chunk(new byte[15], 0))
                .isInstanceOf(IllegalArgumentException.class);
        for (int i = 0; i < 16; i++) {
            sealer.message(3).seal(new byte[1], 0, 1, false, cell, 0, 0);
        }
        assertThatThrownBy(() -> sealer.message(3).seal(new byte[1], 0, 1, true, cell, 0, 0))
                .isInstanceOf(IllegalStateException.class);
    }
}
