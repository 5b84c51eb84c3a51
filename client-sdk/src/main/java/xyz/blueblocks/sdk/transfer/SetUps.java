package xyz.blueblocks.sdk.transfer;

import java.time.Duration;
import java.util.random.RandomGenerator;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.session.SetUpException;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;

/// What a failed set-up means for a transfer.
final class SetUps {
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final int MOST_DOUBLINGS = 5;
    private static final int TRIES_WITHOUT_WAY = 3;
    private static final int TRIES_WITH_WAY = 6;

    private SetUps() {}

    /// How long to rest before the next try: doubled with each, half of it chance. A relay that
    /// dies has many transfers, and they must not all come back in the same moment (row C23).
    ///
    /// @param tries that failed before this one, from 0
    static long pauseMillis(int tries, RandomGenerator random) {
        long most = FIRST_PAUSE_MILLIS << Math.min(tries, MOST_DOUBLINGS);
        return most / 2 + random.nextLong(most / 2 + 1);
    }

    /// How often to try in all what nobody has taken yet. A way that is known and breaks is the
    /// mark of a relay that has just died: planners go on to name it until they miss its reports,
    /// so six tries last longer than that, four to eight seconds. Where none is known, three are
    /// enough.
    static int mostTries(boolean wayWasKnown) {
        return wayWasKnown ? TRIES_WITH_WAY : TRIES_WITHOUT_WAY;
    }

    /// How long to wait for a set-up: once the receiver is known to be there, a relay that hangs
    /// must not cost ten seconds.
    static Duration patience(SendSettings settings, boolean receiverIsThere, int tries) {
        Duration most = Limits.HANDSHAKE_TIMEOUT;
        Duration quick = settings.stall().multipliedBy(1L << Math.min(tries, MOST_DOUBLINGS));
        return receiverIsThere && quick.compareTo(most) < 0 ? quick : most;
    }

    /// The failure as a caller is told of it. What one relay found wrong says nothing about the
    /// next route, so it becomes E007 unless another try could help anyway.
    static BlueBlocksException told(SetUpException failure) {
        boolean byReceiver = failure.receiverRefused();
        return BlueBlocksException.of(
                byReceiver || worthAnother(failure.code())
                        ? failure.code()
                        : ErrorCode.ROUTE_UNAVAILABLE);
    }

    /// Whether the same may succeed on another route or a little later.
    static boolean worthAnother(ErrorCode code) {
        return switch (code) {
            case ROUTE_UNAVAILABLE, TIMEOUT, RATE_LIMITED, SESSION_EXPIRED -> true;
            default -> false;
        };
    }
}
