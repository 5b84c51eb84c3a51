package xyz.blueblocks.sdk.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.merkle.Checkpoint;
import xyz.blueblocks.wire.audit.LogVerifier;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;

/// Compares what a log shows now with what it has signed before: a log that lost entries, or says
/// something else at their places, has forked, whatever its reason.
final class LogGrowth {
    private static final String HASH = "sha256:";

    private final LogVerifier verifier;
    private final Asking log;

    /// What is asked of the log, and may be answered by anybody with anything.
    interface Asking {
        /// Its newest checkpoint.
        String newest();

        /// Its proof that the tree of `to` entries continues that of `from`.
        JsonObject consistency(long from, long to);
    }

    LogGrowth(LogVerifier verifier, Asking log) {
        this.verifier = verifier;
        this.log = log;
    }

    /// What came of it.
    ///
    /// @param departure what is wrong, in a sentence; empty when the log has only grown
    /// @param newest its newest checkpoint, which is to be kept
    record Finding(Optional<String> departure, String newest) {}

    /// Compares it with checkpoints that were kept; what its key has not signed is passed over.
    Finding since(Collection<String> kept) {
        String newest = log.newest();
        Optional<Checkpoint> now = verifier.checkpoint(newest);
        if (now.isEmpty()) {
            return new Finding(
                    Optional.of("Its newest checkpoint is not signed by the pinned key."), newest);
        }
        for (String note : kept) {
            Optional<String> wrong =
                    verifier.checkpoint(note)
                            .flatMap(before -> compare(note, before, newest, now.get()));
            if (wrong.isPresent()) {
                return new Finding(wrong, newest);
            }
        }
        return new Finding(Optional.empty(), newest);
    }

    private Optional<String> compare(
            String olderNote, Checkpoint older, String newerNote, Checkpoint newer) {
        if (older.equals(newer)) {
            return Optional.empty();
        }
        if (older.size() > newer.size()) {
            return Optional.of(
                    "It has signed "
                            + older.size()
                            + " entries and now shows "
                            + newer.size()
                            + ".");
        }
        List<byte[]> proof = new ArrayList<>();
        if (older.size() > 0 && older.size() < newer.size()) {
            for (JsonValue each :
                    log.consistency(older.size(), newer.size()).array("hashes").orElse(List.of())) {
                String text = each instanceof JsonValue.Text(String value) ? value : "";
                Text.parseHex(text.startsWith(HASH) ? text.substring(HASH.length()) : "")
                        .ifPresent(proof::add);
            }
        }
        return verifier.consistent(olderNote, newerNote, proof)
                ? Optional.empty()
                : Optional.of(
                        "It has signed two trees, of "
                                + older.size()
                                + " and of "
                                + newer.size()
                                + " entries, of which one does not continue the other.");
    }
}
