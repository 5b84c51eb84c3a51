package xyz.blueblocks.audit.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.audit.core.EntryQueries;
import xyz.blueblocks.audit.core.EventName;
import xyz.blueblocks.audit.core.ProofQueries;
import xyz.blueblocks.audit.core.Samples;
import xyz.blueblocks.audit.core.TilePath;
import xyz.blueblocks.crypto.merkle.Checkpoint;
import xyz.blueblocks.crypto.merkle.ConsistencyProof;
import xyz.blueblocks.crypto.merkle.InclusionProof;
import xyz.blueblocks.crypto.merkle.MerkleHash;
import xyz.blueblocks.wire.audit.AuditBundle;
import xyz.blueblocks.wire.audit.LogVerifier;

/// What the log on a real PostgreSQL shows and proves, to whom, and after whom is erased.
class LogProofsIT extends LogScene {
    @Test
    @DisplayName("H05, H06: every entry's receipt verifies from the file alone, over tile borders")
    void every_receipt_verifies() {
        SplittableRandom random = new SplittableRandom(5);
        for (int from = 0; from < 600; ) {
            int to = Math.min(600, from + random.nextInt(1, 130));
            append(events(from, to));
            from = to;
        }
        for (int i = 0; i < 600; i += 13) {
            LogVerifier.Verdict.Verified proven = verified("e" + i);
            assertThat(proven.leafIndex()).isEqualTo(i);
            assertThat(proven.event().object("data").orElseThrow().integer("block_height"))
                    .hasValue(proven.checkpoint().size());
        }
    }

    @Test
    @DisplayName("H06: the log at any signed size continues the log at any earlier one")
    void any_signed_size_continues_any_earlier_one() {
        List<Checkpoint> signed = new ArrayList<>();
        for (int from = 0; from < 330; from += 11) {
            append(events(from, from + 11));
            signed.add(latest());
        }
        ProofQueries proofs = log.proofs();
        for (Checkpoint to : signed) {
            for (Checkpoint from : signed.subList(0, signed.indexOf(to) + 1)) {
                List<byte[]> proof =
                        hashes(proofs.consistency(from.size(), to.size()).orElseThrow());
                assertThat(
                                ConsistencyProof.verify(
                                        from.size(), from.root(), to.size(), to.root(), proof))
                        .isTrue();
            }
        }
        assertThat(proofs.consistency(0, 331)).isEmpty();
        assertThat(proofs.inclusion(330, 330)).isEmpty();
    }

    @Test
    @DisplayName(
            "H05: tiles and entry bundles rebuild the signed root without asking anything else")
    void tiles_rebuild_the_signed_root() {
        append(events(0, 500));
        append(events(500, 530));
        ProofQueries proofs = log.proofs();
        List<byte[]> commitments = new ArrayList<>();
        for (String path : List.of("000", "001", "002.p/18")) {
            byte[] bundle = proofs.entryBundle(TilePath.parse(path).orElseThrow()).orElseThrow();
            byte[] tile = proofs.tile(0, TilePath.parse(path).orElseThrow()).orElseThrow();
            for (int i = 0; i * 34 < bundle.length; i++) {
                byte[] commitment = new byte[32];
                System.arraycopy(bundle, i * 34 + 2, commitment, 0, 32);
                commitments.add(commitment);
                byte[] hash = new byte[32];
                System.arraycopy(tile, i * 32, hash, 0, 32);
                assertThat(hash).isEqualTo(MerkleHash.leaf(commitment));
            }
        }
        assertThat(commitments).hasSize(530);
        byte[] root =
                MerkleHash.root(
                        new xyz.blueblocks.crypto.merkle.NodeSource() {
                            @Override
                            public byte[] node(int level, long index) {
                                return level == 0
                                        ? MerkleHash.leaf(commitments.get((int) index))
                                        : MerkleHash.node(
                                                node(level - 1, 2 * index),
                                                node(level - 1, 2 * index + 1));
                            }
                        },
                        530);
        assertThat(latest().root()).isEqualTo(root);
        assertThat(proofs.tile(1, new TilePath(0, 2))).isPresent();
        assertThat(proofs.tile(1, new TilePath(0, 3))).isEmpty();
        assertThat(proofs.tile(0, new TilePath(2, 19))).isEmpty();
        assertThat(proofs.tile(0, new TilePath(0, 17))).isPresent();
    }

    @Test
    @DisplayName("H15: erasing a person makes their entries unreadable and breaks no proof")
    void erasing_a_person_breaks_no_proof() {
        append(events(0, 40));
        AuditBundle before = bundle("e2");
        Checkpoint older = latest();
        long erased = store.erase(Samples.address(patientOf(2)));
        assertThat(erased).isEqualTo(8);
        assertThat(log.entries().receipt(Samples.peer(patientOf(2)), name("e2")))
                .isInstanceOf(EntryQueries.Receipt.Unknown.class);
        assertThat(entriesOf(patientOf(2))).isEmpty();
        assertThat(
                        log.count(
                                "select count(*) from subject_key where subject_tag = '\\x"
                                        + log.master()
                                                .tag(
                                                        xyz.blueblocks.audit.core.TagKind.SUBJECT,
                                                        Samples.address(patientOf(2)))
                                                .hex()
                                        + "'"))
                .isZero();
        append(events(40, 80));
        // What was given out before still proves what it proved, and the log goes on from there.
        assertThat(log.verifier().verify(before)).isInstanceOf(LogVerifier.Verdict.Verified.class);
        ProofQueries.Proof growth =
                log.proofs().consistency(older.size(), latest().size()).orElseThrow();
        assertThat(
                        ConsistencyProof.verify(
                                older.size(),
                                older.root(),
                                latest().size(),
                                latest().root(),
                                hashes(growth)))
                .isTrue();
        ProofQueries.Proof inclusion = log.proofs().inclusion(2, latest().size()).orElseThrow();
        byte[] leaf = MerkleHash.leaf(log.reader().commitments(2, 1).getFirst().bytes());
        assertThat(
                        InclusionProof.verify(
                                leaf, 2, latest().size(), hashes(inclusion), latest().root()))
                .isTrue();
        // Others keep theirs, and a repeat of an erased event is still a repeat.
        assertThat(verified("e3").leafIndex()).isEqualTo(3);
        assertThat(append(events(0, 40)).repeats()).isEqualTo(40);
    }

    @Test
    @DisplayName("H06: an entry is shown to its parties, and to others as if it never was")
    void shows_entries_to_their_parties_only() {
        append(events(0, 20));
        EventName name = name("e7");
        assertThat(log.entries().receipt(Samples.peer(patientOf(7)), name))
                .isInstanceOf(EntryQueries.Receipt.Proven.class);
        assertThat(log.entries().receipt(Samples.peer(accessorOf(7)), name))
                .isInstanceOf(EntryQueries.Receipt.Proven.class);
        assertThat(log.entries().receipt(Samples.peer(99), name))
                .isEqualTo(log.entries().receipt(Samples.peer(99), name("never")));
        assertThat(entriesOf(99)).isEmpty();
        assertThat(entriesOf(patientOf(7)))
                .allSatisfy(entry ->
                        assertThat(
                                        entry.event()
                                                .object("data")
                                                .orElseThrow()
                                                .text("patient_address"))
                                .contains(Samples.address(patientOf(7))));
    }

    @Test
    void lists_entries_page_by_page_and_by_record_and_other_party() {
        append(events(0, 50));
        List<Long> seen = new ArrayList<>();
        long after = -1;
        while (true) {
            EntryQueries.Page page =
                    log.entries()
                            .entries(
                                    query(
                                            accessorOf(0),
                                            Optional.empty(),
                                            Optional.empty(),
                                            after,
                                            3));
            page.entries().forEach(entry -> seen.add(entry.leafIndex()));
            if (page.next().isEmpty()) {
                break;
            }
            after = page.next().get();
        }
        assertThat(seen).isSorted().doesNotHaveDuplicates();
        assertThat(seen).hasSize(25);
        String record = "rec_" + patientOf(4);
        assertThat(
                        log.entries()
                                .entries(
                                        query(
                                                accessorOf(0),
                                                Optional.of(record),
                                                Optional.of(Samples.address(patientOf(4))),
                                                -1,
                                                100))
                                .entries())
                .hasSize(5)
                .allSatisfy(entry -> assertThat(entry.event().text("subject")).contains(record));
    }
}
