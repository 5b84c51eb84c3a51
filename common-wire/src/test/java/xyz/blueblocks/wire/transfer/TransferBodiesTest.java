package xyz.blueblocks.wire.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.message.FileId;
import xyz.blueblocks.wire.testing.Hostile;
import xyz.blueblocks.wire.testing.Vectors;

class TransferBodiesTest {
    private static final JsonObject FILE = Vectors.read("transfer.json");
    private static final FileId FILE_ID =
            FileId.parse("101112131415161718191a1b1c1d1e1f").orElseThrow();

    @Test
    @DisplayName("E03: golden messages, offers and epochs")
    void reads_and_writes_the_golden_bodies() {
        assertThat(Vectors.cases(FILE, "good")).hasSize(4);
        for (JsonObject vector : Vectors.cases(FILE, "good")) {
            byte[] bytes = Vectors.hex(vector, "hex");
            byte[] written =
                    switch (decode(bytes).orElseThrow()) {
                        case MessageBody message -> {
                            assertThat(message.payload()).isEqualTo(Vectors.hex(vector, "tail"));
                            assertThat(message.json().text())
                                    .isEqualTo(Vectors.text(vector, "json"));
                            yield MessageBody.encode(message.json(), message.payload());
                        }
                        case FileOffer offer -> {
                            assertThat(offer.chainingValues())
                                    .isEqualTo(Vectors.hex(vector, "tail"))
                                    .hasSize(32 * offer.metadata().totalChunks());
                            yield FileOffer.encode(offer.json(), offer.chainingValues());
                        }
                        case EpochBody epoch -> {
                            assertThat(epoch.fileId()).hasToString(Vectors.text(vector, "file_id"));
                            assertThat(epoch.salt()).isEqualTo(Vectors.hex(vector, "salt"));
                            assertThat(epoch.commit()).isEqualTo(Vectors.hex(vector, "commit"));
                            yield epoch.encode();
                        }
                    };
            assertThat(written).as(Vectors.text(vector, "name")).isEqualTo(bytes);
        }
    }

    @Test
    void refuses_the_bad_bodies() {
        assertThat(Vectors.cases(FILE, "bad")).hasSize(15);
        for (JsonObject vector : Vectors.cases(FILE, "bad")) {
            byte[] bytes = Vectors.hex(vector, "hex");
            assertThat(decode(bytes))
                    .as(Vectors.text(vector, "name"))
                    .isInstanceOf(Decoded.Malformed.class);
            assertThat(Hostile.allocatedBy(() -> decode(bytes)))
                    .as(Vectors.text(vector, "name"))
                    .isLessThan(256 * 1024);
        }
    }

    @Test
    void every_truncation_is_refused_and_no_flipped_bit_throws() {
        byte[] offer = Vectors.hex(Vectors.cases(FILE, "good").get(2), "hex");
        Hostile.refusesEveryTruncation(offer, TransferBodiesTest::decode);
        Hostile.oneFlippedBitPerByte(offer, flipped -> assertThat(decode(flipped)).isNotNull());
        byte[] epoch = Vectors.hex(Vectors.cases(FILE, "good").get(3), "hex");
        Hostile.refusesEveryTruncation(epoch, TransferBodiesTest::decode);
        Hostile.eachFlippedBit(epoch, flipped -> assertThat(decode(flipped)).isNotNull());
        // A message's payload has no length of its own: the session says where it ends.
        byte[] message = Vectors.hex(Vectors.cases(FILE, "good").get(1), "hex");
        Hostile.refusesEveryTruncation(message, TransferBodiesTest::decode);
        Hostile.oneFlippedBitPerByte(message, flipped -> assertThat(decode(flipped)).isNotNull());
    }

    @Test
    @DisplayName("X08: exactly 1 MiB is one DATA, one byte more is E011")
    void one_mebibyte_is_one_message() {
        JsonObject head =
                ((MessageBody)
                                decode(Vectors.hex(Vectors.cases(FILE, "good").get(1), "hex"))
                                        .orElseThrow())
                        .json();
        byte[] full = MessageBody.encode(head, new byte[1 << 20]);
        assertThat(((MessageBody) decode(full).orElseThrow()).payloadLength()).isEqualTo(1 << 20);
        byte[] more = Arrays.copyOf(full, full.length + 1);
        assertThat(decode(more))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        bad -> assertThat(bad.code().code()).isEqualTo("E011"));
        assertThatThrownBy(() -> MessageBody.encode(head, new byte[(1 << 20) + 1]))
                .hasMessageContaining("payload");
        assertThat(Hostile.allocatedBy(() -> decode(full))).isLessThan(256 * 1024);
    }

    @Test
    void bodies_are_read_at_any_place_of_an_array() {
        byte[] message = Vectors.hex(Vectors.cases(FILE, "good").get(0), "hex");
        byte[] array = new byte[message.length + 20];
        System.arraycopy(message, 0, array, 7, message.length);
        MessageBody read = (MessageBody) DataBody.decode(array, 7, message.length).orElseThrow();
        assertThat(read.payload())
                .isEqualTo(Vectors.hex(Vectors.cases(FILE, "good").get(0), "tail"));
        assertThat(read.array()).isSameAs(array);
        assertThat(read.payloadOffset()).isEqualTo(7 + message.length - 50);
    }

    @Test
    @DisplayName("C09: acknowledgements of chunks, cumulative and selective, have one form")
    void reads_and_writes_the_golden_acknowledgements() {
        assertThat(Vectors.cases(FILE, "chunk_ack")).hasSize(6);
        for (JsonObject vector : Vectors.cases(FILE, "chunk_ack")) {
            List<Integer> above =
                    vector.array("above").orElseThrow().stream()
                            .map(value -> (int) ((JsonValue.Num) value).asLong())
                            .toList();
            ChunkAckBody ack =
                    new ChunkAckBody(FILE_ID, (int) Vectors.integer(vector, "below"), above);
            assertThat(HexFormat.of().formatHex(ack.encode()))
                    .isEqualTo(Vectors.text(vector, "hex"));
            assertThat(decodeAck(ack.encode())).isEqualTo(Decoded.ok(ack));
        }
        assertThat(Vectors.cases(FILE, "chunk_ack_bad")).hasSize(12);
        for (JsonObject vector : Vectors.cases(FILE, "chunk_ack_bad")) {
            assertThat(decodeAck(Vectors.hex(vector, "hex")))
                    .as(Vectors.text(vector, "name"))
                    .isInstanceOf(Decoded.Malformed.class);
        }
        byte[] good = Vectors.hex(Vectors.cases(FILE, "chunk_ack").get(3), "hex");
        Hostile.refusesEveryTruncation(good, TransferBodiesTest::decodeAck);
        Hostile.eachFlippedBit(
                good,
                flipped ->
                        decodeAck(flipped)
                                .toOptional()
                                .ifPresent(read -> assertThat(read.encode()).isEqualTo(flipped)));
    }

    @Test
    @DisplayName("C09: an acknowledgement says exactly which chunks are held")
    void an_acknowledgement_says_what_is_held() {
        long seed = 31;
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            BitSet held = new BitSet();
            int total = 1 + random.nextInt(200);
            for (int j = 0; j < total; j++) {
                held.set(j, random.nextInt(4) > 0);
            }
            ChunkAckBody ack = decodeAck(ChunkAckBody.of(FILE_ID, held).encode()).orElseThrow();
            BitSet told = new BitSet();
            told.set(0, ack.below());
            ack.above().forEach(told::set);
            assertThat(told).as("seed %d, round %d", seed, i).isEqualTo(held);
        }
    }

    @Test
    void a_callers_mistake_names_the_argument() {
        JsonObject two = Json.object().put("total_chunks", 2).build();
        assertThatThrownBy(() -> FileOffer.encode(two, new byte[63]))
                .hasMessageContaining("chainingValues");
        assertThatThrownBy(() -> new EpochBody(FILE_ID, new byte[23], new byte[32]))
                .hasMessageContaining("salt");
        assertThatThrownBy(() -> new ChunkAckBody(FILE_ID, 3, List.of(3)))
                .hasMessageContaining("above");
        assertThatThrownBy(() -> new ChunkAckBody(FILE_ID, -1, List.of()))
                .hasMessageContaining("below");
    }

    private static Decoded<DataBody> decode(byte[] bytes) {
        return DataBody.decode(bytes, 0, bytes.length);
    }

    private static Decoded<ChunkAckBody> decodeAck(byte[] bytes) {
        return ChunkAckBody.decode(bytes, 0, bytes.length);
    }
}
