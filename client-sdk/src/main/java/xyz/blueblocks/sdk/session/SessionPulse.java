package xyz.blueblocks.sdk.session;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.frame.CloseLimit;

/// The clock of one session: half-open for 10 s at most, idle for 5 min, alive for an hour, rekeyed
/// in time.
final class SessionPulse {
    private static final long TICK_SECONDS = 1;

    private final Session session;
    private final Surroundings around;
    private final long begunNanos;
    private boolean open;
    private @Nullable Future<?> ticking;

    SessionPulse(Session session, Surroundings around) {
        this.session = session;
        this.around = around;
        this.begunNanos = around.nanos();
    }

    void start() {
        session.circuit()
                .onLoop(() -> {
                    if (session.isOpen()) {
                        ticking =
                                session.circuit()
                                        .link()
                                        .loop()
                                        .scheduleAtFixedRate(
                                                this::tick,
                                                TICK_SECONDS,
                                                TICK_SECONDS,
                                                TimeUnit.SECONDS);
                    }
                });
    }

    /// On the loop.
    void opened() {
        open = true;
    }

    /// On the loop.
    void stop() {
        Future<?> mine = ticking;
        if (mine != null) {
            mine.cancel(false);
        }
    }

    private void tick() {
        long now = around.nanos();
        if (!open
                && !session.info().initiator()
                && now - begunNanos >= Limits.HANDSHAKE_TIMEOUT.toNanos()) {
            session.abort(ErrorCode.TIMEOUT);
        } else if (now - begunNanos >= Limits.SESSION_TTL.toNanos()) {
            session.abort(ErrorCode.SESSION_EXPIRED);
        } else if (now - session.lastCellNanos() >= Limits.CIRCUIT_IDLE.toNanos()) {
            session.circuit().close(0, CloseLimit.NONE);
        } else {
            session.rekeyIfDue();
            if (!session.info().initiator()) {
                session.padWhenIdle();
            }
        }
    }
}
