package xyz.blueblocks.sdk.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.merkle.Checkpoint;
import xyz.blueblocks.crypto.merkle.ConsistencyProof;
import xyz.blueblocks.crypto.merkle.MerkleHash;
import xyz.blueblocks.crypto.merkle.NodeSource;
import xyz.blueblocks.crypto.merkle.NoteKey;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.wire.audit.LogVerifier;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;

/// Logs that grew, and logs that came back from a backup and went on.
class LogGrowthTest {
    private static final String ORIGIN = "log.example/growth";
    private static final int MOST = 40;

    @Test
    void a_log_that_grew_is_the_one_it_was_at_every_size() {
        for (int from = 0; from <= MOST; from++) {
            for (int to = from; to <= MOST; to++) {
                Tree tree = new Tree(MOST, MOST);
                assertThat(since(tree.shownAt(to), tree.note(from)).departure())
                        .as("%d to %d", from, to)
                        .isEmpty();
            }
        }
    }

    @Test
    @DisplayName(
            "N08: a log that lost entries and went on from an older state is found out by who kept a checkpoint")
    void a_log_that_went_on_from_a_backup_is_found_out() {
        int backedUp = 20;
        Tree lost = new Tree(MOST, MOST);
        Tree restored = new Tree(backedUp, MOST);
        for (int kept = 1; kept <= MOST; kept++) {
            for (int shown = backedUp; shown <= MOST; shown++) {
                Optional<String> departure =
                        since(restored.shownAt(shown), lost.note(kept)).departure();
                boolean forked = kept > backedUp;
                assertThat(departure.isPresent()).as("%d, %d", kept, shown).isEqualTo(forked);
            }
        }
        assertThat(since(restored.shownAt(25), lost.note(30)).departure())
                .contains("It has signed 30 entries and now shows 25.");
    }

    @Test
    void an_older_kept_checkpoint_counts_though_the_newest_is_contained() {
        Tree lost = new Tree(MOST, MOST);
        Tree restored = new Tree(20, MOST);
        LogGrowth growth = growth(restored.shownAt(MOST));

        assertThat(growth.since(List.of(restored.note(35), lost.note(25))).departure()).isPresent();
        assertThat(growth.since(List.of(restored.note(35), restored.note(25))).departure())
                .isEmpty();
    }

    @Test
    void a_checkpoint_of_another_key_is_no_checkpoint() {
        Tree tree = new Tree(MOST, MOST);
        String other = tree.note(30).replace(ORIGIN, "log.example/other");

        assertThat(since(tree.shownAt(MOST), other).departure()).isEmpty();
        assertThat(
                        growth(
                                        new LogGrowth.Asking() {
                                            @Override
                                            public String newest() {
                                                return other;
                                            }

                                            @Override
                                            public JsonObject consistency(long from, long to) {
                                                return Json.object().build();
                                            }
                                        })
                                .since(List.of(tree.note(3)))
                                .departure())
                .contains("Its newest checkpoint is not signed by the pinned key.");
    }

    private static LogGrowth.Finding since(LogGrowth.Asking log, String kept) {
        return growth(log).since(List.of(kept));
    }

    private static LogGrowth growth(LogGrowth.Asking log) {
        try (Ed25519PrivateKey key = key()) {
            return new LogGrowth(LogVerifier.of(new NoteKey(ORIGIN, key.publicKey())), log);
        }
    }

    private static Ed25519PrivateKey key() {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) 5);
        try (SecretBytes secret = SecretBytes.take(seed)) {
            return Ed25519PrivateKey.fromSeed(secret);
        }
    }

    /// A log whose first entries are those of every other, and whose later ones are its own.
    private static final class Tree implements NodeSource {
        private final List<byte[]> leaves = new ArrayList<>();

        Tree(int common, int size) {
            for (int i = 0; i < size; i++) {
                String entry = i < common ? "entry " + i : "entry " + i + " after " + common;
                leaves.add(MerkleHash.leaf(entry.getBytes(StandardCharsets.US_ASCII)));
            }
        }

        @Override
        public byte[] node(int level, long index) {
            return level == 0
                    ? leaves.get((int) index)
                    : MerkleHash.node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
        }

        String note(int size) {
            try (Ed25519PrivateKey key = key()) {
                return Checkpoint.of(ORIGIN, size, MerkleHash.root(this, size)).sign(key);
            }
        }

        LogGrowth.Asking shownAt(int size) {
            return new LogGrowth.Asking() {
                @Override
                public String newest() {
                    return note(size);
                }

                @Override
                public JsonObject consistency(long from, long to) {
                    List<JsonValue> hashes =
                            ConsistencyProof.build(Tree.this, from, to).stream()
                                    .<JsonValue>map(
                                            hash -> new JsonValue.Text("sha256:" + Text.hex(hash)))
                                    .toList();
                    return Json.object().put("hashes", hashes).build();
                }
            };
        }
    }
}
