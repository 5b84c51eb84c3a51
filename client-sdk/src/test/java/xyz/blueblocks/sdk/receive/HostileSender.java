package xyz.blueblocks.sdk.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
import xyz.blueblocks.wire.transfer.EpochBody;
import xyz.blueblocks.wire.transfer.FileOffer;

/// A sender that is let in and then lies: what it lies with.
abstract class HostileSender {
    static final int CHUNK = 1 << 20;
    static final int SIZE = 2 * CHUNK + 5;
    static final FileId ID = new FileId(1, 2);

    @TempDir Path folder;
    final byte[] bytes = new byte[SIZE];
    final RawEnd end = new RawEnd();
    TwoEnds ends;
    Session session;
    final ChunkLayout layout = new ChunkLayout(SIZE, CHUNK);

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

    byte[] values() {
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

    FileMetadata metadata(PeerId sender, Instant timestamp) {
        String hash = "blake3:" + Text.hex(Blake3Tree.root(values(), CHUNK, SIZE));
        return new FileMetadata(
                ID, "a.bin", "image/png", SIZE, CHUNK, 3, hash, sender, ends.to.id, timestamp);
    }

    JsonObject signed(JsonObject json, Ed25519PrivateKey key) {
        return SignedJson.sign(json, FileMetadata.LABEL, key);
    }

    JsonObject good() {
        return signed(metadata(ends.from.id, Instant.now()).toJson(), ends.from.key);
    }

    void offer(JsonObject json, byte[] values) throws Exception {
        session.send(FrameType.DATA, FileOffer.encode(json, values));
    }

    void isRefusedWith(ErrorCode code) throws Exception {
        RawEnd.Heard said = end.next();
        assertThat(said.text("error_code")).isEqualTo(code.code());
        assertThat(ends.inboxNames()).isEmpty();
        assertThat(ends.arrived).isEmpty();
    }

    ChunkSealer epoch() throws Exception {
        try (SecretBytes key = session.fileKey(ID)) {
            ChunkSealer sealer =
                    ChunkSealer.begin(key, session.info().suite(), ID.bytes(), layout, 0);
            session.send(
                    FrameType.DATA, new EpochBody(ID, sealer.salt(), sealer.commit()).encode());
            return sealer;
        }
    }

    void chunk(ChunkSealer sealer, int sequence, int flip) throws Exception {
        byte[] sealed = new byte[CHUNK + 16];
        byte[] plain = new byte[CHUNK];
        System.arraycopy(bytes, (int) layout.offset(sequence), plain, 0, layout.length(sequence));
        int n = sealer.seal(sequence, plain, 0, layout.length(sequence), sealed, 0, 0);
        if (flip >= 0) {
            sealed[flip] ^= 1;
        }
        session.sendChunk(sealer.chunkId(), sequence, sealed, n);
    }

    SessionError error() throws Exception {
        RawEnd.Heard said = end.next();
        assertThat(said.type()).isEqualTo(FrameType.ERROR);
        return SessionError.read(
                xyz.blueblocks.wire.message.ErrorMessage.fromJson(said.json()).orElseThrow());
    }
}
