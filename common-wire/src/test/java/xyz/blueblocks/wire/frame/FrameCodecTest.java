package xyz.blueblocks.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.testing.Hostile;
import xyz.blueblocks.wire.testing.Identity;
import xyz.blueblocks.wire.testing.Vectors;

class FrameCodecTest {
    private static final JsonObject FILE = Vectors.read("frames.json");
    private static final int MEBIBYTE = 1024 * 1024;

    @Test
    @DisplayName("C03, X02: golden frames of all ten types")
    void reads_and_writes_the_golden_frames() {
        assertThat(Vectors.cases(FILE, "good")).hasSize(20);
        for (JsonObject vector : Vectors.cases(FILE, "good")) {
            Frame frame =
                    new Frame(
                            FrameType.valueOf(Vectors.text(vector, "type")),
                            PeerId.parse(Vectors.text(vector, "source")).orElseThrow(),
                            PeerId.parse(Vectors.text(vector, "destination")).orElseThrow(),
                            CircuitId.read(Vectors.hex(vector, "circuit"), 0),
                            Vectors.hex(vector, "payload"),
                            Vectors.hex(vector, "auth"));
            String name = Vectors.text(vector, "name");
            assertThat(HexFormat.of().formatHex(FrameCodec.encode(frame)))
                    .as(name)
                    .isEqualTo(Vectors.text(vector, "hex"));
            assertThat(FrameCodec.decode(Vectors.hex(vector, "hex")))
                    .as(name)
                    .isEqualTo(Decoded.ok(frame));
            assertThat(frame.circuit()).hasToString(Vectors.text(vector, "circuit"));
        }
    }

    @Test
    @DisplayName("C03, C13, C15: frames that are not exactly right are refused, with their code")
    void refuses_the_bad_frames() {
        assertThat(Vectors.cases(FILE, "bad")).hasSize(23);
        for (JsonObject vector : Vectors.cases(FILE, "bad")) {
            assertThat(FrameCodec.decode(Vectors.hex(vector, "hex")))
                    .as(Vectors.text(vector, "name"))
                    .isInstanceOfSatisfying(
                            Decoded.Malformed.class,
                            bad ->
                                    assertThat(bad.code().code())
                                            .isEqualTo(Vectors.text(vector, "error")));
        }
    }

    @Test
    @DisplayName("C03: a frame cut off at any length is refused")
    void refuses_every_truncation() {
        byte[] good = Vectors.hex(Vectors.cases(FILE, "good").get(5), "hex");
        Hostile.refusesEveryTruncation(good, FrameCodec::decode);
    }

    @Test
    @DisplayName("C03: one flipped bit anywhere is refused or is another frame, never an exception")
    void one_flipped_bit_is_refused_or_another_frame() {
        byte[] good = Vectors.hex(Vectors.cases(FILE, "good").get(5), "hex");
        Frame original = FrameCodec.decode(good).orElseThrow();
        Hostile.eachFlippedBit(
                good,
                flipped -> {
                    if (FrameCodec.decode(flipped) instanceof Decoded.Ok<Frame>(Frame frame)) {
                        assertThat(frame).isNotEqualTo(original);
                        assertThat(FrameCodec.encode(frame)).isEqualTo(flipped);
                    }
                });
    }

    @Test
    void what_is_written_is_read_again() {
        long seed = 20_240_116L;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] payload = new byte[random.nextInt(3000)];
            byte[] auth = new byte[FrameLayout.AUTH];
            random.nextBytes(payload);
            random.nextBytes(auth);
            FrameType type = FrameType.values()[random.nextInt(10)];
            Frame frame =
                    new Frame(
                            type,
                            Identity.RELAY1.peer(),
                            Identity.RELAY2.peer(),
                            CircuitId.random(random),
                            payload,
                            auth);
            assertThat(FrameCodec.decode(FrameCodec.encode(frame)))
                    .as("seed %d, frame %d", seed, i)
                    .isEqualTo(Decoded.ok(frame));
        }
    }

    @Test
    @DisplayName("C14: 10 MiB are accepted, one byte more is refused by its header alone")
    void accepts_ten_mebibytes_and_no_more() {
        byte[] payload = new byte[10 * MEBIBYTE - FrameLayout.ROUTING];
        Frame largest =
                new Frame(
                        FrameType.DATA,
                        Identity.PATIENT.peer(),
                        Identity.RELAY1.peer(),
                        CircuitId.ZERO,
                        payload,
                        new byte[64]);
        byte[] bytes = FrameCodec.encode(largest);
        assertThat(FrameLayout.readLength(bytes, 0)).isEqualTo(10 * MEBIBYTE);
        assertThat(FrameCodec.decode(bytes)).isInstanceOf(Decoded.Ok.class);

        byte[] header = HexFormat.of().parseHex("010300a000010000");
        assertThat(FrameLayout.readLength(header, 0)).isEqualTo(-10);
        assertThatThrownBy(() ->
                        FrameLayout.writeHeader(new byte[8], 0, FrameType.DATA, payload.length + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("payloadBytes");
    }

    @Test
    @DisplayName("C14: a length field that lies makes the heap grow by less than 1 MiB")
    void a_lying_length_allocates_nothing() {
        byte[] liar = Vectors.hex(Vectors.cases(FILE, "good").get(5), "hex");
        for (String length : new String[] {"00a00000", "00a00001", "7fffffff", "ffffffff"}) {
            System.arraycopy(
                    HexFormat.of().parseHex(length), 0, liar, FrameLayout.LENGTH_OFFSET, 4);
            assertThat(FrameCodec.decode(liar)).isInstanceOf(Decoded.Malformed.class);
            assertThat(Hostile.allocatedBy(() -> FrameCodec.decode(liar)))
                    .as("length %s", length)
                    .isLessThan(64 * 1024);
        }
    }

    @Test
    @DisplayName(
            "C13: every unknown type is readable as a frame, so that the link can go on (GREASE)")
    void an_unknown_type_does_not_hide_where_the_frame_ends() {
        byte[] frame = Vectors.hex(Vectors.cases(FILE, "good").get(5), "hex");
        for (int type = 0; type < 256; type++) {
            frame[FrameLayout.TYPE_OFFSET] = (byte) type;
            int length = FrameLayout.readLength(frame, 0);
            assertThat(FrameLayout.frameBytes(length)).isEqualTo(frame.length);
            assertThat(FrameLayout.readType(frame, 0)).isEqualTo(type);
            boolean known = type >= 1 && type <= 10;
            assertThat(FrameType.of(type).isPresent()).isEqualTo(known);
            if (!known) {
                assertThat(FrameCodec.decode(frame))
                        .isEqualTo(Decoded.malformed("type: unknown", FrameLayout.TYPE_OFFSET));
            }
        }
    }

    @Test
    @DisplayName("C13: every reserved flag and every other version is refused (GREASE)")
    void every_flag_and_every_other_version_is_refused() {
        byte[] frame = Vectors.hex(Vectors.cases(FILE, "good").get(5), "hex");
        for (int bit = 0; bit < 16; bit++) {
            byte[] flagged = frame.clone();
            flagged[FrameLayout.FLAGS_OFFSET + bit / 8] |= (byte) (1 << (bit % 8));
            assertThat(FrameLayout.readLength(flagged, 0)).isEqualTo(-10);
        }
        for (int version = 0; version < 256; version++) {
            byte[] other = frame.clone();
            other[0] = (byte) version;
            assertThat(FrameLayout.readLength(other, 0))
                    .isEqualTo(
                            version == 1 ? frame.length - 72 : -ErrorCode.INVALID_VERSION.number());
        }
    }

    @Test
    @DisplayName("C15: hop count is 1, or the frame is refused")
    void hop_count_is_one() {
        byte[] frame = Vectors.hex(Vectors.cases(FILE, "good").get(5), "hex");
        for (int count = 0; count < 256; count++) {
            frame[FrameLayout.HOP_COUNT_OFFSET] = (byte) count;
            assertThat(FrameLayout.routingHolds(frame, 0)).isEqualTo(count == 1);
        }
    }

    @Test
    void reads_and_writes_at_any_place_of_an_array() {
        byte[] array = new byte[500];
        CircuitId circuit = new CircuitId(0x0102030405060708L, -2);
        byte[] self = Identity.RELAY1.peer().bytes();
        FrameLayout.write(
                array,
                77,
                FrameType.PING,
                Identity.PATIENT.peer(),
                Identity.RELAY1.peer(),
                circuit,
                8);
        assertThat(FrameLayout.readLength(array, 77)).isEqualTo(103);
        assertThat(FrameLayout.readCircuit(array, 77)).isEqualTo(circuit);
        assertThat(FrameLayout.readCircuitHigh(array, 77)).isEqualTo(circuit.high());
        assertThat(FrameLayout.readCircuitLow(array, 77)).isEqualTo(circuit.low());
        assertThat(FrameLayout.routingHolds(array, 77)).isTrue();
        assertThat(FrameLayout.destinationIs(array, 77, self)).isTrue();
        assertThat(FrameLayout.sourceIs(array, 77, self)).isFalse();
        assertThat(array).startsWith(new byte[77]);
    }
}
