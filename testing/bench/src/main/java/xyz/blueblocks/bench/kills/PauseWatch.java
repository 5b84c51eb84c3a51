package xyz.blueblocks.bench.kills;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.transfer.Progress;

/// How long a file stands still when a relay of its path dies: from the last byte that was held
/// over the old circuit to the first one over the new, by the sender's clock. The driver's thread
/// alone.
final class PauseWatch {
    private final KillFile file;
    private @Nullable Open open;

    /// A pause that is not over.
    private static final class Open {
        KillFigures.Pause kind;
        final List<PeerId> before;
        long sinceNanos;
        boolean away;
        long resumedAt = -1;

        Open(KillFigures.Pause kind, List<PeerId> before, long sinceNanos) {
            this.kind = kind;
            this.before = before;
            this.sinceNanos = sinceNanos;
        }
    }

    /// A pause that is over.
    record Measured(KillFigures.Pause kind, long nanos) {}

    PauseWatch(KillFile file) {
        this.file = file;
    }

    /// A relay was hit.
    ///
    /// @param onPath whether the file goes over it
    void lost(RelayYard.Lost lost, boolean onPath) {
        Open mine = open;
        if (mine != null) {
            mine.kind = KillFigures.Pause.RELAY_OF_FEW;
        } else if (onPath && file.phase() == Progress.Phase.SENDING && file.movedNanos() != 0) {
            KillFigures.Pause kind =
                    lost.how() == RelayYard.Loss.HANG
                            ? KillFigures.Pause.RELAY_HUNG
                            : KillFigures.Pause.RELAY_KILLED;
            open =
                    new Open(
                            lost.others() ? kind : KillFigures.Pause.RELAY_OF_FEW,
                            file.relays(),
                            file.movedNanos());
        }
    }

    /// An end was hit, or the file is delivered: nothing is measured any more.
    void over() {
        open = null;
    }

    boolean isOpen() {
        return open != null;
    }

    /// The file went on: is the pause over?
    Optional<Measured> look() {
        Open mine = open;
        if (mine == null) {
            return Optional.empty();
        }
        boolean sends = file.phase() == Progress.Phase.SENDING;
        mine.away |= !sends || !file.relays().equals(mine.before);
        if (!mine.away) {
            mine.sinceNanos = file.movedNanos(); // what was under way still came
        } else if (sends && mine.resumedAt < 0) {
            mine.resumedAt = file.doneBytes();
        } else if (sends && file.doneBytes() > mine.resumedAt) {
            open = null;
            return Optional.of(new Measured(mine.kind, file.movedNanos() - mine.sinceNanos));
        }
        return Optional.empty();
    }
}
