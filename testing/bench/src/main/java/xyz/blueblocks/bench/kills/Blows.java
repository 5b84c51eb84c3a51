package xyz.blueblocks.bench.kills;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.sdk.transfer.Progress;

/// Lets the blows for one file fall, one after another, and measures the pause after each that hit
/// a relay and nobody else. The driver's thread alone.
final class Blows {
    private static final int MOST_PER_FILE = 5;

    /// So long must all be there before a pause counts as one among healthy relays: the receiver
    /// attaches anew and planners learn of it.
    private static final long SETTLED_NANOS = 3_000_000_000L;

    /// Relays that must be left when one is killed, so that some transfers go on.
    private static final int FEWEST_LEFT = 2;

    private final KillEnd sender;
    private final KillEnd receiver;
    private final RelayYard yard;
    private final KillFigures figures;
    private final Agenda agenda;
    private final Random random;
    private final KillFile file;
    private int left;
    private long doneAtBlow = -1;
    private @Nullable Fault next;
    private boolean scheduled;
    private @Nullable Watch watch;

    /// The pause after a blow: from there over a new circuit to the next byte that is held.
    private static final class Watch {
        final KillFigures.Pause kind;
        final long sinceNanos;
        final long doneBytes;
        boolean reconnected;

        Watch(KillFigures.Pause kind, long sinceNanos, long doneBytes) {
            this.kind = kind;
            this.sinceNanos = sinceNanos;
            this.doneBytes = doneBytes;
        }
    }

    Blows(
            KillEnd sender,
            KillEnd receiver,
            RelayYard yard,
            KillFigures figures,
            Agenda agenda,
            Random random,
            KillFile file) {
        this.sender = sender;
        this.receiver = receiver;
        this.yard = yard;
        this.figures = figures;
        this.agenda = agenda;
        this.random = random;
        this.file = file;
        this.left = 1 + random.nextInt(MOST_PER_FILE);
    }

    /// Gets the next one ready.
    void arm() {
        watchOver();
        if (left-- <= 0) {
            next = null;
            return;
        }
        Fault fault = Fault.draw(random, file.sizeBytes());
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
        agenda.in(
                millis,
                () -> {
                    if (fault.equals(next) && !file.settled()) {
                        fall(fault);
                    }
                });
    }

    /// The file went on: is it time?
    void look() {
        Fault fault = next;
        if (fault == null || scheduled) {
            return;
        }
        switch (fault.moment()) {
            case Fault.Moment.AtBytes(long bytes) -> {
                boolean went = file.doneBytes() > doneAtBlow;
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

    private void fall(Fault fault) {
        boolean flowing = file.phase() == Progress.Phase.SENDING;
        long now = System.nanoTime();
        boolean healthy = healthy(now);
        List<ServiceId> relays = relays(fault);
        file.blow((fault.hang() ? "HANG " : "KILL ") + fault.victims() + relays);
        if (fault.victims().sender) {
            kill(sender, fault.downMillis());
        }
        if (fault.victims().receiver) {
            kill(receiver, fault.downMillis());
        }
        for (ServiceId relay : relays) {
            if (fault.hang()) {
                yard.hang(relay, fault.downMillis(), random.nextBoolean());
            } else {
                yard.kill(relay, fault.downMillis());
            }
        }
        doneAtBlow = file.doneBytes();
        arm();
        if (flowing && fault.victims().relayAlone() && !relays.isEmpty()) {
            KillFigures.Pause kind =
                    !healthy
                            ? KillFigures.Pause.RELAY_OF_FEW
                            : fault.hang()
                                    ? KillFigures.Pause.RELAY_HUNG
                                    : KillFigures.Pause.RELAY_KILLED;
            watch = new Watch(kind, now, file.doneBytes());
        }
    }

    private boolean healthy(long now) {
        boolean ends =
                sender.upSinceNanos() != 0
                        && receiver.upSinceNanos() != 0
                        && now - receiver.upSinceNanos() > SETTLED_NANOS;
        return ends
                && yard.allUpSinceNanos().filter(since -> now - since > SETTLED_NANOS).isPresent();
    }

    private List<ServiceId> relays(Fault fault) {
        List<ServiceId> hit = new ArrayList<>();
        List<ServiceId> path = file.relays().stream().map(yard::name).toList();
        if (fault.victims().any() || (fault.victims().hasRelay() && path.isEmpty())) {
            hit.add(yard.all().get(random.nextInt(yard.all().size())));
        } else {
            if (fault.victims().first()) {
                hit.add(path.getFirst());
            }
            if (fault.victims().last()) {
                hit.add(path.getLast());
            }
        }
        List<ServiceId> up = hit.stream().distinct().filter(yard::isUp).toList();
        return yard.up() - up.size() >= FEWEST_LEFT ? up : List.of();
    }

    private void kill(KillEnd end, long downMillis) {
        if (end.kill()) {
            figures.endKilled();
            if (end.equals(sender)) {
                file.newLife();
            }
            agenda.in(downMillis, end::start);
        }
    }

    /// The file went on: is the pause over?
    void measure(long nanos) {
        Watch mine = watch;
        if (mine == null) {
            return;
        }
        if (file.phase() == Progress.Phase.CONNECTING) {
            mine.reconnected = true;
        } else if (mine.reconnected && file.doneBytes() > mine.doneBytes) {
            figures.pause(mine.kind, nanos - mine.sinceNanos);
            file.note("pause of " + (nanos - mine.sinceNanos) / 1_000_000 + " ms");
            watch = null;
        }
    }

    /// Another blow, or an end: what was being measured is something else now.
    private void watchOver() {
        watch = null;
    }
}
