package xyz.blueblocks.audit.outbound;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import xyz.blueblocks.audit.core.AppendOutcome;
import xyz.blueblocks.audit.core.EntryQueries;
import xyz.blueblocks.audit.core.EventName;
import xyz.blueblocks.audit.core.IncomingEvent;
import xyz.blueblocks.audit.core.Octets;
import xyz.blueblocks.audit.core.ProofQueries;
import xyz.blueblocks.audit.core.Samples;
import xyz.blueblocks.crypto.merkle.Checkpoint;
import xyz.blueblocks.wire.audit.AuditBundle;
import xyz.blueblocks.wire.audit.LogVerifier;

/// A log with five patients and two doctors, and the questions that tests ask it.
abstract class LogScene {
    TestLog log;
    PgLogStore store;
    private long offset;

    @BeforeEach
    void create(TestInfo test) {
        String name = getClass().getSimpleName() + test.getDisplayName();
        log = TestLog.create("log_" + Math.abs(name.hashCode()));
        store = log.store(Duration.ZERO);
    }

    @AfterEach
    void close() {
        log.close();
    }

    static int patientOf(int i) {
        return 1 + i % 5;
    }

    static int accessorOf(int i) {
        return 11 + i % 2;
    }

    List<IncomingEvent> events(int from, int to) {
        List<IncomingEvent> events = new ArrayList<>();
        for (int i = from; i < to; i++) {
            events.add(Samples.incoming(i, Samples.event("e" + i, patientOf(i), accessorOf(i))));
        }
        return events;
    }

    IncomingEvent next(byte[] value) {
        return Samples.incoming(offset++, value);
    }

    AppendOutcome append(List<IncomingEvent> events) {
        return store.append(events, Samples.NOON);
    }

    Checkpoint latest() {
        return log.verifier().checkpoint(log.proofs().checkpoint().orElseThrow()).orElseThrow();
    }

    static EventName name(String id) {
        return new EventName(Samples.SERVICE, id);
    }

    AuditBundle bundle(String id) {
        int i = Integer.parseInt(id.substring(1));
        return ((EntryQueries.Receipt.Proven)
                        log.entries().receipt(Samples.peer(patientOf(i)), name(id)))
                .bundle();
    }

    LogVerifier.Verdict.Verified verified(String id) {
        byte[] file = bundle(id).toJson().canonical();
        return (LogVerifier.Verdict.Verified) log.verifier().verify(file);
    }

    List<EntryQueries.Entry> entriesOf(int person) {
        return log.entries()
                .entries(query(person, Optional.empty(), Optional.empty(), -1, 100))
                .entries();
    }

    static EntryQueries.Query query(
            int person, Optional<String> record, Optional<String> peer, long after, int limit) {
        return new EntryQueries.Query(Samples.peer(person), record, peer, after, limit);
    }

    static List<byte[]> hashes(ProofQueries.Proof proof) {
        return proof.hashes().stream().map(Octets::bytes).toList();
    }
}
