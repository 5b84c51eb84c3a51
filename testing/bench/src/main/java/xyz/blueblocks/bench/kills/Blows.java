package xyz.blueblocks.bench.kills;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.sdk.transfer.Progress;

/// Lets the blows for one file fall, one after another. The lane's thread alone.
final class Blows {
    private static final int MOST_PER_FILE = 9;
    private static final long POSTPONED_MILLIS = 50;

    private final LaneParts parts;
    private final Random random;
    private final KillFile file;
    private final PauseWatch watch;
    private int left;
    private long doneAtBlow = -1;
    private @Nullable Fault next;
    private boolean scheduled;

    /// @param calm whether the first blow hits one relay while all are well
    Blows(LaneParts parts, Random random, KillFile file, boolean calm) {
        this.parts = parts;
        this.random = random;
        this.file = file;
        this.watch = new PauseWatch(file);
        this.left = random.nextInt(MOST_PER_FILE);
        arm(
                calm
                        ? Fault.ofOneRelay(random, file.sizeBytes())
                        : Fault.draw(random, file.doneBytes(), file.sizeBytes()));
    }

    private void armNext() {
        if (left-- <= 0 || parts.figures().enough()) {
            next = null;
        } else {
            arm(Fault.draw(random, file.doneBytes(), file.sizeBytes()));
        }
    }

    private void arm(Fault fault) {
        next = fault;
        scheduled = false;
        if (fault.moment() instanceof Fault.Moment.After(long millis)) {
            later(fault, millis);
        } else {
            look();
        }
    }

    private void later(Fault fault, long millis) {
        scheduled = true;
        parts.agenda()
                .in(
                        millis,
                        () -> {
                            if (!fault.equals(next) || file.settled()) {
                                return;
                            }
                            if (parts.yard().isReservedBy(parts)) {
                                later(fault, POSTPONED_MILLIS); // a long pause must be seen too
                            } else {
                                fall(fault);
                            }
                        });
    }

    /// The file went on: is a pause over, is it time for the next blow?
    void look() {
        watch.look().ifPresent(this::measured);
        if (!watch.isOpen() && doneAtBlow >= 0) {
            parts.yard().release(parts);
        }
        Fault fault = next;
        if (fault == null || scheduled) {
            return;
        }
        switch (fault.moment()) {
            case Fault.Moment.AtBytes(long bytes) -> {
                boolean went = file.doneBytes() > doneAtBlow && !watch.isOpen();
                if (file.phase() == Progress.Phase.SENDING && went && file.doneBytes() >= bytes) {
                    fall(fault);
                }
            }
            case Fault.Moment.InPhase(Progress.Phase phase, long millis) -> {
                if (file.phase() == phase) {
                    later(fault, millis);
                }
            }
            case Fault.Moment.After _ -> {}
        }
    }

    /// Another one in the place of one that could not fall.
    private void again() {
        parts.yard().release(parts);
        Fault other = Fault.draw(random, file.doneBytes(), file.sizeBytes());
        next = other;
        later(other, POSTPONED_MILLIS);
    }

    private void measured(PauseWatch.Measured pause) {
        parts.figures().pause(pause.kind(), pause.nanos());
        file.note(pause.kind() + ": pause of " + pause.nanos() / 1_000_000 + " ms");
        parts.figures().requireInTime(pause, file);
    }

    private void fall(Fault fault) {
        String where =
                " at %s, %d of %d bytes"
                        .formatted(file.phase(), file.doneBytes(), file.sizeBytes());
        List<RelayYard.Lost> relays =
                parts.yard()
                        .strike(
                                parts,
                                relays(fault),
                                fault.hang(),
                                fault.downMillis(),
                                random.nextBoolean());
        boolean sender = fault.victims().sender && kill(parts.sender(), fault.downMillis());
        boolean receiver = fault.victims().receiver && kill(parts.receiver(), fault.downMillis());
        if (relays.isEmpty() && !sender && !receiver) {
            again(); // nobody was there to be hit, or the yard is another lane's
            return;
        }
        file.blow(fault.victims() + where);
        relays.forEach(parts.figures()::relayLost);
        relays.forEach(this::lost);
        if (sender) {
            file.newLife();
        }
        if (receiver) {
            file.receiverHit();
        }
        if (sender || receiver) {
            watch.over();
        }
        doneAtBlow = file.doneBytes();
        armNext();
    }

    private List<ServiceId> relays(Fault fault) {
        RelayYard yard = parts.yard();
        List<ServiceId> path = path();
        if (fault.victims().any() || (fault.victims().hasRelay() && path.isEmpty())) {
            return List.of(yard.all().get(random.nextInt(yard.all().size())));
        }
        List<ServiceId> hit = new ArrayList<>();
        if (fault.victims().first()) {
            hit.add(path.getFirst());
        }
        if (fault.victims().last()) {
            hit.add(path.getLast());
        }
        return hit;
    }

    private List<ServiceId> path() {
        return file.relays().stream().map(parts.yard()::name).toList();
    }

    private boolean kill(KillEnd end, long downMillis) {
        boolean killed = end.kill();
        if (killed) {
            parts.figures().endKilled(end.toString());
            parts.agenda().in(downMillis, end::start);
        }
        return killed;
    }

    /// A relay was hit, by whomever.
    void lost(RelayYard.Lost lost) {
        boolean onPath = path().contains(lost.relay());
        watch.lost(lost, onPath && parts.receiver().isReady() && parts.sender().isReady());
        if (onPath) {
            file.note(lost.how() + " " + lost.relay());
        }
    }

    /// The file is there: nobody waits for its blows.
    void over() {
        next = null;
        watch.over();
        parts.yard().release(parts);
    }
}
