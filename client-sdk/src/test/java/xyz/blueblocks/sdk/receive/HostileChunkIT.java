package xyz.blueblocks.sdk.receive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.chunk.ChunkSealer;
import xyz.blueblocks.sdk.fixture.RawEnd;
import xyz.blueblocks.sdk.transfer.SessionError;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.transfer.ChunkAckBody;
import xyz.blueblocks.wire.transfer.EpochBody;

/// A sender whose offer is good and whose chunks are not.
final class HostileChunkIT extends HostileSender {
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
        Eventually.next("arrived", ends.arrived);
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
    @DisplayName("C08: a chunk beyond the total that was announced is E010")
    void a_chunk_beyond_the_total() throws Exception {
        offer(good(), values());
        assertThat(end.next().text("status")).isEqualTo("accepted");
        ChunkSealer sealer = epoch();
        byte[] sealed = new byte[CHUNK + 16];
        sealer.seal(0, bytes, 0, CHUNK, sealed, 0, 0);
        session.sendChunk(sealer.chunkId(), layout.total(), sealed, sealed.length);
        assertThat(error().code()).isEqualTo(ErrorCode.INVALID_FORMAT);
    }

    @Test
    @DisplayName("E04: an epoch whose commitment is not that of its key ends the session, E006")
    void a_false_commitment() throws Exception {
        offer(good(), values());
        assertThat(end.next().text("status")).isEqualTo("accepted");
        session.send(FrameType.DATA, new EpochBody(ID, new byte[24], new byte[32]).encode());
        assertThat(Eventually.done("closed", end.closed).code())
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
        assertThat(Eventually.next("refused", ends.refused)).isEqualTo(ErrorCode.CHUNK_MISSING);
        assertThat(ends.inboxNames()).isEmpty();
    }
}
