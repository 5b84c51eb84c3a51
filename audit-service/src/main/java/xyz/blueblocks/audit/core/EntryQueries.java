package xyz.blueblocks.audit.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.audit.AuditBundle;
import xyz.blueblocks.wire.audit.LeafOpening;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Entries and receipts for those whom entries speak of, and for nobody else.
///
/// A caller sees an entry when it is the patient, the accessor, the subject or the producer of it.
/// To anyone else an entry that exists looks exactly like one that does not.
public final class EntryQueries {
    /// Most entries of one answer.
    public static final int MAX_ENTRIES = 100;

    private final LogReader reader;
    private final ProofQueries proofs;
    private final MasterKey master;

    public EntryQueries(LogReader reader, MasterKey master) {
        this.reader = reader;
        this.proofs = new ProofQueries(reader);
        this.master = master;
    }

    /// What a caller asks for.
    ///
    /// @param caller whose entries
    /// @param record only of this record
    /// @param peer only with this other party: peer id or address
    /// @param after only leaves behind this index; -1 from the start
    /// @param limit 1..[#MAX_ENTRIES]
    public record Query(
            PeerId caller, Optional<String> record, Optional<String> peer, long after, int limit) {
        public Query {
            if (after < -1 || limit < 1 || limit > MAX_ENTRIES) {
                throw new IllegalArgumentException(
                        "after, limit: " + after + ", " + limit + " (want >= -1, 1..100)");
            }
        }
    }

    /// Entries, oldest first.
    ///
    /// @param entries each as event with its leaf index; those of erased persons are left out
    /// @param next cursor to go on from; empty at the end
    public record Page(List<Entry> entries, Optional<Long> next) {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /// One entry.
    ///
    /// @param leafIndex its place in the log
    /// @param event the whole event with `block_height` and `tx_hash` filled in once signed
    public record Entry(long leafIndex, JsonObject event) {}

    /// The caller's entries.
    public Page entries(Query query) {
        List<StoredLeaf> leaves =
                reader.leaves(
                        new LogReader.PartyQuery(
                                PartyName.tag(master, query.caller().toString()),
                                query.peer().map(name -> PartyName.tag(master, name)),
                                query.record().map(id -> master.tag(TagKind.RECORD, id)),
                                query.after() + 1,
                                query.limit()));
        List<Entry> entries = new ArrayList<>();
        Optional<LogReader.SignedSize> covering = Optional.empty();
        for (StoredLeaf leaf : leaves) {
            // Leaves come in order, so a checkpoint that covers one covers the next ones up to its
            // size.
            if (covering.isEmpty() || covering.get().size() <= leaf.index()) {
                covering = reader.covering(leaf.index());
            }
            Optional<JsonObject> event = opened(leaf);
            if (event.isPresent()) {
                entries.add(new Entry(leaf.index(), logged(leaf, event.get(), covering)));
            }
        }
        Optional<Long> next =
                leaves.size() < query.limit()
                        ? Optional.empty()
                        : Optional.of(leaves.getLast().index());
        return new Page(entries, next);
    }

    /// Everything that shows one event's place in the log from files alone.
    public Receipt receipt(PeerId caller, EventName name) {
        Optional<StoredLeaf> found = reader.leaf(AppendPlanner.eventTag(master, name));
        Optional<JsonObject> event = found.flatMap(this::opened);
        if (event.isEmpty() || !isParty(caller, event.get())) {
            return new Receipt.Unknown();
        }
        StoredLeaf leaf = found.get();
        Optional<LogReader.SignedSize> covering = reader.covering(leaf.index());
        if (covering.isEmpty()) {
            return new Receipt.NotSignedYet();
        }
        ProofQueries.Proof proof =
                proofs.inclusion(leaf.index(), covering.get().size()).orElseThrow();
        return new Receipt.Proven(
                AuditBundle.of(
                        logged(leaf, event.get(), covering),
                        opening(leaf).orElseThrow(),
                        leaf.index(),
                        proof.hashes().stream().map(Octets::bytes).toList(),
                        covering.get().note()));
    }

    /// What a caller hears of an event.
    public sealed interface Receipt {
        /// There is none, or the caller is no party of it.
        record Unknown() implements Receipt {}

        /// It is a leaf, and the next checkpoint will cover it.
        record NotSignedYet() implements Receipt {}

        /// Here is the proof.
        record Proven(AuditBundle bundle) implements Receipt {}
    }

    private static JsonObject logged(
            StoredLeaf leaf, JsonObject event, Optional<LogReader.SignedSize> covering) {
        return covering.map(signed ->
                        EntryMembers.logged(
                                event, signed.size(), LoggedMessage.txHash(leaf.commitment())))
                .orElse(event);
    }

    private Optional<JsonObject> opened(StoredLeaf leaf) {
        return leaf.subject()
                .flatMap(master::unwrap)
                .flatMap(key -> {
                    try (key) {
                        return key.open(leaf.salt(), leaf.commitment(), leaf.sealed().bytes());
                    }
                })
                .flatMap(bytes -> Json.parse(bytes).toOptional());
    }

    private Optional<LeafOpening> opening(StoredLeaf leaf) {
        return leaf.subject()
                .flatMap(master::unwrap)
                .map(key -> {
                    try (key) {
                        return key.opening(leaf.salt());
                    }
                });
    }

    private static boolean isParty(PeerId caller, JsonObject event) {
        String address = PartyName.of(caller.toString());
        JsonObject entry = event.object("data").orElse(Json.object().build());
        return java.util.stream.Stream.of(
                        entry.text("patient_address"),
                        entry.text("accessor_address"),
                        event.text("subject"),
                        event.text("source"))
                .flatMap(Optional::stream)
                .map(PartyName::of)
                .anyMatch(address::equals);
    }
}
