package xyz.blueblocks.audit.core;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import xyz.blueblocks.crypto.merkle.ConsistencyProof;
import xyz.blueblocks.crypto.merkle.InclusionProof;
import xyz.blueblocks.crypto.merkle.MerkleHash;
import xyz.blueblocks.crypto.merkle.NodeSource;

/// Proofs, tiles and checkpoints for whoever wants to check the log. Nothing here is personal.
///
/// Only what a signed checkpoint covers is shown: a proof to a size that nobody signed proves
/// nothing.
public final class ProofQueries {
    private final LogReader reader;

    public ProofQueries(LogReader reader) {
        this.reader = reader;
    }

    /// Leaves under the newest checkpoint; 0 before the first.
    public long signedSize() {
        return reader.latest().map(LogReader.SignedSize::size).orElse(0L);
    }

    /// The newest checkpoint's note.
    public Optional<String> checkpoint() {
        return reader.latest().map(LogReader.SignedSize::note);
    }

    /// Inclusion of `leaf` in the tree of `size` leaves; empty unless leaf < size <= signed size.
    public Optional<Proof> inclusion(long leaf, long size) {
        if (leaf < 0 || leaf >= size || size > signedSize()) {
            return Optional.empty();
        }
        return Optional.of(proof(size, nodes -> InclusionProof.build(nodes, leaf, size)));
    }

    /// The tree of `to` leaves continues that of `from`; empty unless from <= to <= signed size.
    public Optional<Proof> consistency(long from, long to) {
        if (from < 0 || from > to || to > signedSize()) {
            return Optional.empty();
        }
        return Optional.of(proof(to, nodes -> ConsistencyProof.build(nodes, from, to)));
    }

    private Proof proof(long size, Function<NodeSource, List<byte[]>> build) {
        TileNodes.Wanted wanted = new TileNodes.Wanted();
        List<byte[]> _ = build.apply(wanted);
        byte[] _ = MerkleHash.root(wanted, size);
        NodeSource nodes = TileNodes.of(reader.tiles(wanted.ids()));
        List<Octets> hashes = build.apply(nodes).stream().map(Octets::of).toList();
        return new Proof(hashes, Octets.of(MerkleHash.root(nodes, size)));
    }

    /// Hashes of a tile; empty when the signed tree has none of that place and width.
    public Optional<byte[]> tile(int level, TilePath path) {
        if (level > TileId.MAX_LEVEL || path.index() > (Long.MAX_VALUE >>> 8)) {
            return Optional.empty();
        }
        TileId id = new TileId(level, path.index());
        if (path.width() > id.widthIn(signedSize())) {
            return Optional.empty();
        }
        return reader.tiles(List.of(id)).stream().findFirst().map(tile -> tile.bytes(path.width()));
    }

    /// Commitments of a level 0 tile's leaves, each as `u16 32 ‖ 32 bytes`: a C2SP entry bundle.
    public Optional<byte[]> entryBundle(TilePath path) {
        TileId id = new TileId(0, path.index());
        if (path.width() > id.widthIn(signedSize())) {
            return Optional.empty();
        }
        List<Octets> all = reader.commitments(path.index() * TileId.FULL_WIDTH, path.width());
        byte[] bundle = new byte[all.size() * (2 + Tile.HASH_BYTES)];
        int at = 0;
        for (Octets commitment : all) {
            bundle[at + 1] = Tile.HASH_BYTES;
            System.arraycopy(commitment.bytes(), 0, bundle, at + 2, Tile.HASH_BYTES);
            at += 2 + Tile.HASH_BYTES;
        }
        return Optional.of(bundle);
    }

    /// A proof and the root it leads to.
    ///
    /// @param hashes of the proof, in RFC 6962's order
    /// @param root of the larger tree
    public record Proof(List<Octets> hashes, Octets root) {
        public Proof {
            hashes = List.copyOf(hashes);
        }
    }
}
