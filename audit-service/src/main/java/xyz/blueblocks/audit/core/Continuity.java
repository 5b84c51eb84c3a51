package xyz.blueblocks.audit.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import xyz.blueblocks.crypto.merkle.Checkpoint;

/// Judges, before anything is appended, whether the tables are still the whole log.
///
/// Tables that were restored from a backup may end before what has been signed. A log that goes on
/// from there signs a second tree of a size that it has signed before: it forks, and whoever kept a
/// checkpoint sees it. So the log goes on only where the checkpoints topic shows that nothing was
/// signed after what the tables hold. Where that memory is gone as well, somebody must vouch for
/// it.
///
/// Source: docs/spec/audit-log.md, "After a restore".
public final class Continuity {
    private final LogReader log;
    private final LogMemory memory;
    private final CheckpointSigner signer;
    private final Supplier<Optional<String>> vouched;
    private final Duration kept;
    private volatile boolean given;

    /// @param vouched the note that an operator says is the newest anybody has, if one does
    /// @param kept how long the log topic keeps entries
    public Continuity(
            LogReader log,
            LogMemory memory,
            CheckpointSigner signer,
            Supplier<Optional<String>> vouched,
            Duration kept) {
        this.log = log;
        this.memory = memory;
        this.signer = signer;
        this.vouched = vouched;
        this.kept = kept;
    }

    /// Whether the last look found that the log may go on.
    public boolean given() {
        return given;
    }

    /// Looks; whoever appends or tells the topics does so only after it has returned.
    ///
    /// @throws LogHeldException if the log must not go on
    public void require(Instant now) {
        given = false;
        // In this order: each is told before the one before it can have moved past it.
        long told = memory.told();
        Optional<Checkpoint> remembered = memory.newest();
        Optional<LogReader.SignedSize> latest = log.latest();
        long size = latest.map(LogReader.SignedSize::size).orElse(0L);
        remembered.ifPresent(known -> requireContained(known, size));
        boolean whole = remembered.map(known -> known.size() >= told).orElse(told < 0);
        if (!whole) {
            requireVouched(latest.flatMap(each -> signer.open(each.note())), size);
            memory.tellAgain(now.minus(kept));
        }
        given = true;
    }

    private void requireContained(Checkpoint known, long size) {
        if (known.size() > size) {
            throw new LogHeldException(
                    "the log is held: its tables end at "
                            + size
                            + " signed entries, but a checkpoint of "
                            + known.size()
                            + " is on the topic; restore a newer backup or begin a new log");
        }
        boolean same =
                new ProofQueries(log)
                        .consistency(known.size(), known.size())
                        .filter(proof -> proof.root().equals(Octets.of(known.root())))
                        .isPresent();
        if (!same) {
            throw new LogHeldException(
                    "the log is held: it has forked, the topic holds another tree of "
                            + known.size()
                            + " signed entries than the tables");
        }
    }

    private void requireVouched(Optional<Checkpoint> latest, long size) {
        Optional<Checkpoint> named = vouched.get().flatMap(signer::open);
        if (latest.isEmpty() || !named.equals(latest)) {
            throw new LogHeldException(
                    "the log is held at "
                            + size
                            + " signed entries: the topics do not know them, as after a restore;"
                            + " if nobody has a checkpoint of more, name the log's own as"
                            + " blueblocks.audit.newest-checkpoint");
        }
    }
}
