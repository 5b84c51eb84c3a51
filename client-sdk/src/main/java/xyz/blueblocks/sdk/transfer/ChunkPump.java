package xyz.blueblocks.sdk.transfer;

import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.chunk.ChunkLayout;
import xyz.blueblocks.crypto.chunk.ChunkSealer;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.sdk.session.Session;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.transfer.EpochBody;

/// Reads, seals and sends chunks on one session, in epochs. One thread.
final class ChunkPump implements AutoCloseable {
    private static final int TAG = 16;

    private final OfferedFile offer;
    private final FileSource source;
    private final Session session;
    private final Surroundings around;
    private final IntConsumer sent;
    private final LongSupplier hopeNanos;
    private final SecretBytes key;
    private final byte[] plain;
    private final byte[] sealed;
    private @Nullable ChunkSealer epoch;
    private byte[] chunkId = new byte[0];

    /// @param sent told how many bytes of the file go out, before they do
    /// @param hopeNanos how long to wait for credit from now on
    ChunkPump(
            OfferedFile offer,
            FileSource source,
            Session session,
            Surroundings around,
            IntConsumer sent,
            LongSupplier hopeNanos) {
        this.offer = offer;
        this.source = source;
        this.session = session;
        this.around = around;
        this.sent = sent;
        this.hopeNanos = hopeNanos;
        this.key = session.fileKey(offer.id());
        this.plain = new byte[offer.layout().chunkSizeBytes()];
        this.sealed = new byte[offer.layout().chunkSizeBytes() + TAG];
    }

    /// Sends one chunk, under a salt under which it was never sealed before.
    ///
    /// @param verify whether to compare it with the list first: it was refused once
    void send(int sequence, boolean verify) throws InterruptedException {
        ChunkLayout layout = offer.layout();
        int length = layout.length(sequence);
        source.requireUnchanged();
        source.read(layout.offset(sequence), plain, length);
        if (verify && !offer.digest().matches(sequence, plain)) {
            throw FileSource.changed();
        }
        int bytes = epochFor(sequence).seal(sequence, plain, 0, length, sealed, 0, around.millis());
        sent.accept(length);
        session.sendChunk(chunkId, sequence, sealed, bytes, hopeNanos);
    }

    private ChunkSealer epochFor(int sequence) throws InterruptedException {
        ChunkSealer current = epoch;
        if (current != null && current.canSeal(sequence, around.millis())) {
            return current;
        }
        if (current != null) {
            current.close();
        }
        ChunkSealer fresh =
                ChunkSealer.begin(
                        key,
                        session.info().suite(),
                        offer.id().bytes(),
                        offer.layout(),
                        around.millis());
        epoch = fresh;
        chunkId = fresh.chunkId();
        EpochBody body = new EpochBody(offer.id(), fresh.salt(), fresh.commit());
        session.send(FrameType.DATA, body.encode(), hopeNanos);
        return fresh;
    }

    @Override
    public void close() {
        ChunkSealer current = epoch;
        if (current != null) {
            current.close();
        }
        key.close();
    }
}
