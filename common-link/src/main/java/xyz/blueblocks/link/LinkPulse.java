package xyz.blueblocks.link;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.frame.PingPayload;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.LinkToken;

/// Keeps a link alive, or finds out that it is not: PINGs after silence, the session token's life.
///
/// The dialling end asks once a minute for its newest token and sends it when it has changed; the
/// listening end ends the link when a token's life does.
final class LinkPulse {
    private static final Duration TOKEN_LOOK = Duration.ofSeconds(60);
    private static final long PING_INTERVAL_NANOS = Limits.PING_MIN_INTERVAL.toNanos();

    private final LiveLink link;
    private final LinkContext context;
    private final EventLoop loop;
    private final Keepalive keepalive;
    private String sentToken;
    private @Nullable ScheduledFuture<?> nextTick;
    private @Nullable ScheduledFuture<?> tokenTask;
    private @Nullable ScheduledFuture<?> probing;
    private long lastPing;

    /// @param sentToken the dialling end's token so far; empty at the listening end
    LinkPulse(LiveLink link, LinkContext context, EventLoop loop, String sentToken) {
        this.link = link;
        this.context = context;
        this.loop = loop;
        this.sentToken = sentToken;
        lastPing = System.nanoTime() - PING_INTERVAL_NANOS;
        keepalive = new Keepalive(context.settings().pingAfter().toNanos(), System.nanoTime());
    }

    /// @param token what the dialler came with (listening end only)
    void start(Optional<TokenSubject> token) {
        scheduleTick();
        if (link.dialled()) {
            // The first frame under the link's own secrets: until it came, the listener grants
            // nothing.
            ping();
            long every = TOKEN_LOOK.toMillis();
            tokenTask =
                    loop.scheduleWithFixedDelay(
                            this::refreshToken, every, every, TimeUnit.MILLISECONDS);
        } else {
            token.ifPresent(subject -> endAt(subject.expires()));
        }
    }

    /// Verified frames came in this read burst.
    void heard() {
        keepalive.heard(System.nanoTime());
    }

    void onPing(byte[] array, int offset, int length) {
        switch (PingPayload.decode(array, offset, length)) {
            case Decoded.Malformed<PingPayload> bad -> fail(bad.code(), CloseLimit.NONE, bad.why());
            case Decoded.Ok<PingPayload>(var ping) -> {
                if (keepalive.pingAllowed(System.nanoTime())) {
                    link.sendBytes(FrameType.PONG, CircuitId.ZERO, ping.encode());
                } else {
                    fail(ErrorCode.RATE_LIMITED, CloseLimit.RATE, "more than one PING a second");
                }
            }
        }
    }

    /// A fresh token from the dialler.
    void onToken(JsonObject message) {
        Optional<TokenSubject> subject =
                link.dialled()
                        ? Optional.empty()
                        : LinkToken.fromJson(message)
                                .toOptional()
                                .flatMap(fresh -> context.identity().tokens().check(fresh.token()));
        if (subject.isEmpty() || !subject.get().peer().equals(link.peer())) {
            fail(ErrorCode.INVALID_SIGNATURE, CloseLimit.NONE, "TOKEN is not one of the peer's");
        } else {
            endAt(subject.get().expires());
        }
    }

    Instant now() {
        return context.clock().instant();
    }

    void stop() {
        cancel(nextTick);
        cancel(tokenTask);
        cancel(probing);
    }

    /// Asks now, or as soon as a PING may go out again; while one question waits, it is enough.
    void probe(Duration patience) {
        if (!link.isOpen() || (probing != null && !probing.isDone())) {
            return;
        }
        long early = lastPing + PING_INTERVAL_NANOS - System.nanoTime();
        probing =
                loop.schedule(
                        () -> ask(patience.toNanos()), Math.max(0, early), TimeUnit.NANOSECONDS);
    }

    private void ask(long patienceNanos) {
        ping();
        long asked = lastPing;
        probing =
                loop.schedule(
                        () -> {
                            if (keepalive.lastHeard() - asked < 0) {
                                fail(ErrorCode.TIMEOUT, CloseLimit.NONE, "silent when asked");
                            }
                        },
                        patienceNanos,
                        TimeUnit.NANOSECONDS);
    }

    private void endAt(Instant expires) {
        cancel(tokenTask);
        long left = Duration.between(now(), expires).toMillis();
        tokenTask =
                loop.schedule(
                        () ->
                                fail(
                                        ErrorCode.SESSION_EXPIRED,
                                        CloseLimit.TIME,
                                        "the session token ended"),
                        Math.max(0, left),
                        TimeUnit.MILLISECONDS);
    }

    private void refreshToken() {
        String newest = context.identity().sessionToken().get();
        if (!newest.equals(sentToken)) {
            sentToken = newest;
            link.control(new LinkToken(newest).toJson());
        }
    }

    private void scheduleTick() {
        long wait = keepalive.nextNanos(System.nanoTime());
        nextTick = loop.schedule(this::tick, wait, TimeUnit.NANOSECONDS);
    }

    private void tick() {
        switch (keepalive.tick(System.nanoTime())) {
            case WAIT -> scheduleTick();
            case PING -> {
                ping();
                scheduleTick();
            }
            case DEAD -> fail(ErrorCode.TIMEOUT, CloseLimit.NONE, "two PINGs went unanswered");
        }
    }

    private void ping() {
        lastPing = System.nanoTime();
        try (SecretBytes opaque = SecretBytes.random(PingPayload.BYTES)) {
            link.sendBytes(FrameType.PING, CircuitId.ZERO, opaque.copy());
        }
    }

    private void fail(ErrorCode error, CloseLimit limit, String why) {
        link.end(new LinkClosed(error.number(), limit, false, why), true);
    }

    private static void cancel(@Nullable ScheduledFuture<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }
}
