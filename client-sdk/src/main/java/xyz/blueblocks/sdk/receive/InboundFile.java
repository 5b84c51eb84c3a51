package xyz.blueblocks.sdk.receive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.chunk.ChunkLayout;
import xyz.blueblocks.sdk.transfer.FileDigest;
import xyz.blueblocks.wire.message.FileMetadata;
import xyz.blueblocks.wire.transfer.FileOffer;

/// A file that is not whole yet: its offer, its bytes so far, and which chunks those are.
///
/// One feed at a time writes to it. What it holds survives this program; after a restart each claim
/// is checked against the chunk's bytes before it is made to anybody.
final class InboundFile {
    private final IncomingStore store;
    private final String key;
    private final FileOffer offer;
    private final ChunkLayout layout;
    private final FileDigest digest;
    private final Path target;
    private final String name;
    private final BitSet held = new BitSet();
    private boolean verified;
    private long heldBytes;
    private @Nullable PartFile part;
    private @Nullable FileChannel bitmap;

    private InboundFile(
            IncomingStore store, String key, FileOffer offer, Path target, String name) {
        FileMetadata metadata = offer.metadata();
        this.store = store;
        this.key = key;
        this.offer = offer;
        this.layout = new ChunkLayout(metadata.sizeBytes(), metadata.chunkSize());
        this.digest = FileDigest.of(layout, offer.chainingValues());
        this.target = target;
        this.name = name;
    }

    /// A new one, written down and ready for chunks.
    static InboundFile create(
            IncomingStore store, String key, FileOffer offer, Path target, String name)
            throws IOException {
        InboundFile file = new InboundFile(store, key, offer, target, name);
        PartFile part = PartFile.create(file.partPath(), offer.metadata().sizeBytes());
        try {
            store.drop(key);
            store.keep(key, target, name, FileOffer.encode(offer.json(), file.digest.values()));
        } catch (IOException e) {
            part.discard();
            throw e;
        }
        part.close();
        file.verified = true;
        return file;
    }

    /// One that an earlier run left.
    static InboundFile left(IncomingStore store, IncomingStore.Left left) {
        return new InboundFile(store, left.key, left.offer, left.target, left.name);
    }

    private Path partPath() {
        return PartFile.pathOf(target, key);
    }

    /// Opens it for a feed.
    void attach() throws IOException {
        if (!Files.exists(partPath())) {
            held.clear();
            verified = true;
            PartFile.create(partPath(), layout.sizeBytes()).close();
        }
        PartFile opened = PartFile.reopen(partPath());
        part = opened;
        FileChannel bits = store.bitmap(key);
        bitmap = bits;
        if (!verified) {
            verify(opened, IncomingStore.claimed(bits, layout.total()));
            verified = true;
        }
        heldBytes = held.stream().mapToLong(layout::length).sum();
    }

    private void verify(PartFile opened, BitSet claimed) throws IOException {
        byte[] chunk = new byte[layout.chunkSizeBytes()];
        held.clear();
        for (int i = claimed.nextSetBit(0); i >= 0; i = claimed.nextSetBit(i + 1)) {
            if (opened.read(chunk, layout.length(i), layout.offset(i))
                    && digest.matches(i, chunk)) {
                held.set(i);
            }
        }
    }

    /// Closes it; another feed may open it again.
    void detach() {
        try {
            PartFile opened = part;
            if (opened != null) {
                opened.close();
            }
            FileChannel bits = bitmap;
            if (bits != null) {
                bits.close();
            }
        } catch (IOException e) {
            // Everything claimed was written before; what close could lose will be sent again.
            verified = false;
        }
    }

    FileOffer offer() {
        return offer;
    }

    ChunkLayout layout() {
        return layout;
    }

    /// Whether these are the bytes that were promised for that chunk.
    boolean matches(int sequence, byte[] plain) {
        return digest.matches(sequence, plain);
    }

    boolean holds(int sequence) {
        return held.get(sequence);
    }

    BitSet held() {
        return (BitSet) held.clone();
    }

    long heldBytes() {
        return heldBytes;
    }

    boolean complete() {
        return held.cardinality() == layout.total();
    }

    /// Writes a verified chunk, then the claim to it.
    void store(int sequence, byte[] plain) throws IOException {
        PartFile opened = part;
        FileChannel bits = bitmap;
        if (opened == null || bits == null) {
            throw new IllegalStateException("file: not attached");
        }
        int length = layout.length(sequence);
        opened.write(plain, length, layout.offset(sequence));
        held.set(sequence);
        heldBytes += length;
        bits.write(ByteBuffer.wrap(new byte[] {bits(sequence / 8)}), sequence / 8);
    }

    private byte bits(int index) {
        int bits = 0;
        for (int i = 0; i < 8; i++) {
            if (held.get(8 * index + i)) {
                bits |= 0x80 >> i;
            }
        }
        return (byte) bits;
    }

    /// Waits until all of it is on the disk.
    void force() throws IOException {
        PartFile opened = part;
        if (opened != null) {
            opened.force();
        }
    }

    /// Gives it its place.
    Path publish() throws IOException {
        return PartFile.publish(partPath(), target, name, place -> store.place(key, place));
    }

    /// Where it was published by a program that was killed before it forgot it.
    Optional<Path> published() throws IOException {
        return unpublished() ? Optional.empty() : store.placed(key);
    }

    /// Whether the bytes are still under their hidden name.
    boolean unpublished() {
        return Files.exists(partPath());
    }

    /// Forgets it; its bytes, if they are still hidden, are gone.
    void discard() throws IOException {
        detach();
        Files.deleteIfExists(partPath());
        store.drop(key);
    }

    /// Whether a repeated offer is this one, byte for byte.
    boolean sameAs(FileOffer other) {
        return offer.json().equals(other.json())
                && java.util.Arrays.equals(offer.chainingValues(), other.chainingValues());
    }

    /// Key and progress only.
    @Override
    public String toString() {
        return "InboundFile[" + held.cardinality() + " of " + layout.total() + " chunks]";
    }
}
