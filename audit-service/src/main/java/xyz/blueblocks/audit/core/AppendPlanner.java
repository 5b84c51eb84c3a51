package xyz.blueblocks.audit.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.merkle.MerkleHash;
import xyz.blueblocks.wire.audit.LeafOpening;

/// Turns judged events into the one change of the store that logs each of them exactly once.
///
/// Identity is (source, id). An event that is a leaf already and has the same body changes nothing;
/// one with another body is a dead letter and leaves the first as it is, so nobody suppresses an
/// event by taking its id first under his own source.
public final class AppendPlanner {
    private final MasterKey master;
    private final RandomGenerator random;

    /// A planner for the log of this master key.
    ///
    /// @param random a cryptographically strong generator: keys and salts come from it
    public AppendPlanner(MasterKey master, RandomGenerator random) {
        this.master = master;
        this.random = random;
    }

    /// Event tags that the store must be asked for before [#plan].
    public Set<Octets> eventTags(List<Verdict> verdicts) {
        return accepted(verdicts).stream().map(this::eventTag).collect(Collectors.toSet());
    }

    /// Subject tags that the store must be asked for before [#plan].
    public Set<Octets> subjectTags(List<Verdict> verdicts) {
        return accepted(verdicts).stream().map(this::subjectTag).collect(Collectors.toSet());
    }

    /// What these events change, given what the store holds.
    public AppendPlan plan(Snapshot snapshot, List<Verdict> verdicts) {
        Batch batch = new Batch(snapshot);
        for (Verdict verdict : verdicts) {
            switch (verdict) {
                case Verdict.Refused refused -> batch.deadLetters.add(refused);
                case Verdict.Accepted(var incoming, var event) -> batch.take(incoming, event);
            }
        }
        return batch.plan();
    }

    private static List<LoggableEvent> accepted(List<Verdict> verdicts) {
        List<LoggableEvent> events = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            if (verdict instanceof Verdict.Accepted(_, var event)) {
                events.add(event);
            }
        }
        return events;
    }

    private Octets eventTag(LoggableEvent event) {
        return eventTag(master, event.name());
    }

    static Octets eventTag(MasterKey master, EventName name) {
        return master.tag(TagKind.EVENT, name.source(), name.id());
    }

    private Octets subjectTag(LoggableEvent event) {
        return subjectTag(event.subject());
    }

    /// Tag by which the store knows the key of the person at this address.
    public Octets subjectTag(String address) {
        return master.tag(TagKind.SUBJECT, PartyName.of(address));
    }

    private Octets fresh(int bytes) {
        byte[] out = new byte[bytes];
        random.nextBytes(out);
        return Octets.of(out);
    }

    private final class Batch {
        private final TileEdge edge;
        private final Map<Octets, Optional<Octets>> known;
        private final Map<Octets, StoredSubject> subjects;
        private final List<StoredSubject> newSubjects = new ArrayList<>();
        private final List<NewLeaf> leaves = new ArrayList<>();
        private final List<Verdict.Refused> deadLetters = new ArrayList<>();
        private int repeats;

        Batch(Snapshot snapshot) {
            this.edge = TileEdge.of(snapshot.treeSize(), snapshot.edge());
            this.known = new HashMap<>(snapshot.known());
            this.subjects = new HashMap<>(snapshot.subjects());
        }

        void take(IncomingEvent incoming, LoggableEvent event) {
            Octets tag = eventTag(event);
            Octets fingerprint = master.fingerprint(tag, event.canonical());
            Optional<Octets> before = known.get(tag);
            if (before == null) {
                known.put(tag, Optional.of(fingerprint));
                append(event, tag, fingerprint);
            } else if (before.isEmpty() || before.get().equals(fingerprint)) {
                repeats++;
            } else {
                deadLetters.add(
                        new Verdict.Refused(
                                incoming,
                                RefusalReason.CONFLICT,
                                "another body is logged under this source and id"));
            }
        }

        private void append(LoggableEvent event, Octets tag, Octets fingerprint) {
            StoredSubject subject = subjects.computeIfAbsent(subjectTag(event), this::newSubject);
            Octets salt = fresh(SubjectKey.SALT_BYTES);
            byte[] entry = event.canonical();
            try (SubjectKey key = unwrap(subject)) {
                LeafOpening opening = key.opening(salt);
                Octets commitment = Octets.of(opening.commitment(entry));
                Octets sealed = Octets.of(key.seal(salt, commitment, entry));
                long index = edge.treeSize();
                edge.append(MerkleHash.leaf(commitment.bytes()));
                leaves.add(
                        new NewLeaf(
                                index,
                                tag,
                                fingerprint,
                                subject.ref(),
                                salt,
                                commitment,
                                event.openJson(),
                                sealed,
                                partyTags(event),
                                event.recordId().map(id -> master.tag(TagKind.RECORD, id))));
            }
        }

        private SubjectKey unwrap(StoredSubject subject) {
            return master.unwrap(subject)
                    .orElseThrow(() ->
                            new IllegalStateException(
                                    "subject "
                                            + subject.ref()
                                            + ": its key does not open under this master"
                                            + " key file"));
        }

        private StoredSubject newSubject(Octets tag) {
            byte[] raw = new byte[SubjectKey.BYTES];
            random.nextBytes(raw);
            try (SubjectKey key = SubjectKey.take(SecretBytes.take(raw))) {
                StoredSubject stored = master.wrapNew(tag, fresh(StoredSubject.REF_BYTES), key);
                newSubjects.add(stored);
                return stored;
            }
        }

        private List<Octets> partyTags(LoggableEvent event) {
            Set<String> distinct = new TreeSet<>(event.parties());
            return distinct.stream().map(name -> PartyName.tag(master, name)).toList();
        }

        AppendPlan plan() {
            return new AppendPlan(
                    leaves,
                    newSubjects,
                    edge.changed(),
                    edge.edge(),
                    deadLetters,
                    repeats,
                    edge.treeSize());
        }
    }
}
