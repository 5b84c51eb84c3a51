package xyz.blueblocks.sdk.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.chunk.ChunkLayout;
import xyz.blueblocks.crypto.chunk.ChunkSealer;
import xyz.blueblocks.crypto.hash.Blake3Tree;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.sdk.fixture.RawEnd;
import xyz.blueblocks.sdk.fixture.TwoEnds;
import xyz.blueblocks.sdk.session.Session;
import xyz.blueblocks.sdk.session.SessionDialler;
import xyz.blueblocks.sdk.session.SessionPolicy;
import xyz.blueblocks.sdk.session.SessionShape;
import xyz.blueblocks.sdk.transfer.SessionError;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.FileId;
import xyz.blueblocks.wire.message.FileMetadata;
import xyz.blueblocks.wire.message.MessageHead;
import xyz.blueblocks.wire.transfer.ChunkAckBody;
import xyz.blueblocks.wire.transfer.EpochBody;
import xyz.blueblocks.wire.transfer.FileOffer;
import xyz.blueblocks.wire.transfer.MessageBody;

/// A sender that is let in and then lies: about who it is, about its file, about its chunks.
// This file is longer than 300 lines because every case speaks through the same hostile end.
final class HostileSenderIT {
    private static final int CHUNK = 1 << 20;
    private static final int SIZE = 2 * CHUNK + 5;
    private static final FileId ID = new FileId(1, 2);

    @TempDir Path folder;
    private final byte[] bytes = new byte[SIZE];
    private final RawEnd end = new RawEnd();
    private TwoEnds ends;
    private Session session;
    private final ChunkLayout layout = new ChunkLayout(SIZE, CHUNK);

    @BeforeEach
    void open() throws Exception {
        new Random(1).nextBytes(bytes);
        ends = new TwoEnds(folder).start(0);
        session =
                new SessionDialler(ends.from.links, SessionPolicy.DEFAULT)
                        .open(ends.to.direct(), SessionShape.FILES, end);
    }

    @AfterEach
    void close() {
        ends.close();
    }

    private byte[] values() {
        byte[] values = new byte[32 * layout.total()];
        for (int i = 0; i < layout.total(); i++) {
            byte[] value =
                    Blake3Tree.chainingValue(
                            bytes,
                            (int) layout.offset(i),
                            layout.length(i),
                            layout.offset(i) / 1024);
            System.arraycopy(value, 0, values, 32 * i, 32);
        }
        return values;
    }

    private FileMetadata metadata(PeerId sender, Instant timestamp) {
        String hash = "blake3:" + Text.hex(Blake3Tree.root(values(), CHUNK, SIZE));
        return new FileMetadata(
                ID, "a.bin", "image/png", SIZE, CHUNK, 3, hash, sender, ends.to.id, timestamp);
    }

    private JsonObject signed(JsonObject json, Ed25519PrivateKey key) {
        return SignedJson.sign(json, FileMetadata.LABEL, key);
    }

    private JsonObject good() {
        return signed(metadata(ends.from.id, Instant.now()).toJson(), ends.from.key);
    }

    private void offer(JsonObject json, byte[] values) throws Exception {
        session.send(FrameType.DATA, FileOffer.encode(json, values));
    }

    private void isRefusedWith(ErrorCode code) throws Exception {
        RawEnd.Heard said = end.next();
        assertThat(said.text("error_code")).isEqualTo(code.code());
        assertThat(ends.inboxNames()).isEmpty();
        assertThat(ends.arrived).isEmpty();
    }

    private ChunkSealer epoch() throws Exception {
        try (SecretBytes key = session.fileKey(ID)) {
            ChunkSealer sealer =
                    ChunkSealer.begin(key, session.info().suite(), ID.bytes(), layout, 0);
            session.send(
                    FrameType.DATA, new EpochBody(ID, sealer.salt(), sealer.commit()).encode());
            return sealer;
        }
    }

    private void chunk(ChunkSealer sealer, int sequence, int flip) throws Exception {
        byte[] sealed = new byte[CHUNK + 16];
        byte[] plain = new byte[CHUNK];
        System.arraycopy(bytes, (int) layout.offset(sequence), plain, 0, layout.length(sequence));
        int n = sealer.seal(sequence, plain, 0, layout.length(sequence), sealed, 0, 0);
        if (flip >= 0) {
            sealed[flip] ^= 1;
        }
        session.sendChunk(sealer.chunkId(), sequence, sealed, n);
    }

    private SessionError error() throws Exception {
        RawEnd.Heard said = end.next();
        assertThat(said.type()).isEqualTo(FrameType.ERROR);
        return SessionError.read(
                xyz.blueblocks.wire.message.ErrorMessage.fromJson(said.json()).orElseThrow());
    }

    @Test
    @DisplayName("E03: an offer in another's name is refused, E010")
    void an_offer_in_anothers_name() throws Exception {
        Ed25519PrivateKey other = Ed25519PrivateKey.generate();
        FileMetadata lie = metadata(PeerId.of(other.publicKey()), Instant.now());
        offer(signed(lie.toJson(), other), values());
        isRefusedWith(ErrorCode.INVALID_FORMAT);
    }

    @Test
    @DisplayName("D12: an offer that another key signed is refused, E005")
    void an_offer_signed_by_another() throws Exception {
        JsonObject json = metadata(ends.from.id, Instant.now()).toJson();
        offer(signed(json, Ed25519PrivateKey.generate()), values());
        isRefusedWith(ErrorCode.INVALID_SIGNATURE);
    }

    @Test
    @DisplayName("E03: metadata whose numbers do not agree are refused, E010")
    void metadata_that_do_not_agree() throws Exception {
        JsonObject json =
                signed(
                        metadata(ends.from.id, Instant.now()).toJson().toBuilder()
                                .put("total_chunks", 4)
                                .build(),
                        ends.from.key);
        offer(json, new byte[4 * 32]);
        isRefusedWith(ErrorCode.INVALID_FORMAT);
    }

    @Test
    @DisplayName("E07: a list that does not merge to the file's hash is refused, E013")
    void a_list_that_does_not_merge() throws Exception {
        byte[] values = values();
        values[40] ^= 1;
        offer(good(), values);
        isRefusedWith(ErrorCode.HASH_MISMATCH);
    }

    @Test
    @DisplayName("D11: an offer that is ten minutes old is refused, E015")
    void an_old_offer() throws Exception {
        Instant old = Instant.now().minusSeconds(600);
        offer(signed(metadata(ends.from.id, old).toJson(), ends.from.key), values());
        isRefusedWith(ErrorCode.REPLAY_DETECTED);
    }

    @Test
    @DisplayName("E19: another offer under a known id is refused while the first goes on, E010")
    void another_offer_under_a_known_id() throws Exception {
        offer(good(), values());
        assertThat(end.next().text("status")).isEqualTo("accepted");
        FileMetadata other = metadata(ends.from.id, Instant.now().plusSeconds(1));
        offer(signed(other.toJson(), ends.from.key), values());
        RawEnd.Heard said = end.next();
        assertThat(said.text("status")).isEqualTo("refused");
        assertThat(said.text("error_code")).isEqualTo("E010");
    }

    @Test
    @DisplayName(
            "E04, E05, E07, E12: a chunk with a wrong tag is E006, one with wrong bytes E013, both at"
                    + " once and by number; sent again under a new salt they are taken")
    void bad_chunks_are_named_and_taken_again() throws Exception {
        offer(good(), values());
        assertThat(end.next().text("status")).isEqualTo("accepted");
        ChunkSealer first = epoch();
        chunk(first, 0, 17);
        SessionError wrongTag = error();
        assertThat(wrongTag.code()).isEqualTo(ErrorCode.ENCRYPTION_ERROR);
        assertThat(wrongTag.sequence()).hasValue(0);
        assertThat(wrongTag.file()).contains(ID);
        bytes[CHUNK + 9] ^= 1;
        chunk(first, 1, -1);
        SessionError wrongBytes = error();
        assertThat(wrongBytes.code()).isEqualTo(ErrorCode.HASH_MISMATCH);
        assertThat(wrongBytes.sequence()).hasValue(1);
        bytes[CHUNK + 9] ^= 1;
        ChunkSealer second = epoch();
        for (int i = 2; i >= 0; i--) {
            chunk(second, i, -1);
            RawEnd.Heard said = end.next();
            assertThat(said.type()).isEqualTo(FrameType.CHUNK_ACK);
            ChunkAckBody ack =
                    ChunkAckBody.decode(said.body(), 0, said.body().length).orElseThrow();
            assertThat(ack.below()).isEqualTo(i == 0 ? 3 : 0);
        }
        assertThat(end.next().text("status")).isEqualTo("complete");
        assertThat(ends.arrived.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(ends.inboxNames()).containsExactly("a.bin");
    }

    @Test
    @DisplayName("E05: a chunk sealed for another file, or sent under another's number, is E006")
    void chunks_do_not_move() throws Exception {
        offer(good(), values());
        assertThat(end.next().text("status")).isEqualTo("accepted");
        ChunkSealer sealer = epoch();
        byte[] sealed = new byte[CHUNK + 16];
        sealer.seal(0, bytes, 0, CHUNK, sealed, 0, 0);
        session.sendChunk(sealer.chunkId(), 1, sealed, sealed.length);
        assertThat(error().code()).isEqualTo(ErrorCode.ENCRYPTION_ERROR);
    }

    @Test
    @DisplayName("E04: an epoch whose commitment is not that of its key ends the session, E006")
    void a_false_commitment() throws Exception {
        offer(good(), values());
        assertThat(end.next().text("status")).isEqualTo("accepted");
        session.send(FrameType.DATA, new EpochBody(ID, new byte[24], new byte[32]).encode());
        assertThat(end.closed.get(10, TimeUnit.SECONDS).code())
                .contains(ErrorCode.ENCRYPTION_ERROR);
    }

    @Test
    void a_sender_that_gives_up_leaves_nothing() throws Exception {
        offer(good(), values());
        assertThat(end.next().text("status")).isEqualTo("accepted");
        ChunkSealer sealer = epoch();
        chunk(sealer, 0, -1);
        end.next();
        assertThat(ends.inboxNames()).hasSize(1);
        session.send(
                FrameType.ERROR,
                SessionError.ofFile(ErrorCode.CHUNK_MISSING, ID).encode(ends.from.around));
        assertThat(ends.refused.poll(10, TimeUnit.SECONDS)).isEqualTo(ErrorCode.CHUNK_MISSING);
        assertThat(ends.inboxNames()).isEmpty();
    }

    @Test
    @DisplayName(
            "E19: the same message a hundred times reaches the application once, with one receipt")
    void a_message_counts_once() throws Exception {
        byte[] payload = {1, 2, 3};
        MessageHead head =
                new MessageHead(
                        "m-1",
                        "text/plain",
                        ends.from.id,
                        ends.to.id,
                        xyz.blueblocks.sdk.transfer.SignedMessage.hash(payload),
                        Optional.empty(),
                        Optional.empty(),
                        Instant.now());
        byte[] body =
                MessageBody.encode(
                        SignedJson.sign(head.toJson(), MessageHead.LABEL, ends.from.key), payload);
        for (int i = 0; i < 100; i++) {
            session.send(FrameType.DATA, body);
        }
        JsonObject first = end.next().json();
        for (int i = 1; i < 100; i++) {
            assertThat(end.next().json()).isEqualTo(first);
        }
        assertThat(first.text("status")).contains("complete");
        assertThat(ends.arrived).hasSize(1);
    }

    @Test
    @DisplayName("E02: a message whose payload is not the one that was signed is refused, E013")
    void another_payload() throws Exception {
        MessageHead head =
                new MessageHead(
                        "m-2",
                        "text/plain",
                        ends.from.id,
                        ends.to.id,
                        xyz.blueblocks.sdk.transfer.SignedMessage.hash(new byte[] {1}),
                        Optional.empty(),
                        Optional.empty(),
                        Instant.now());
        session.send(
                FrameType.DATA,
                MessageBody.encode(
                        SignedJson.sign(head.toJson(), MessageHead.LABEL, ends.from.key),
                        new byte[] {2}));
        isRefusedWith(ErrorCode.HASH_MISMATCH);
    }
}
