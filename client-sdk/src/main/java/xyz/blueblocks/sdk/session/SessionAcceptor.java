package xyz.blueblocks.sdk.session;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.onion.OnionPacket;
import xyz.blueblocks.crypto.onion.ReceiverSetup;
import xyz.blueblocks.crypto.session.AcceptedHandshake;
import xyz.blueblocks.crypto.session.HandshakeResponder;
import xyz.blueblocks.sdk.circuit.Circuit;
import xyz.blueblocks.sdk.circuit.CircuitAcceptor;
import xyz.blueblocks.sdk.circuit.CircuitClosed;
import xyz.blueblocks.sdk.circuit.CircuitLinks;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CloseLimit;

/// Answers set-up packets: opens them, judges the HANDSHAKE, begins sessions.
///
/// At most 1 024 handshakes are half-open; one more is refused with E009. The key work is done on
/// two threads of its own, so that it never holds up a link. Safe for threads.
public final class SessionAcceptor implements CircuitAcceptor, AutoCloseable {
    /// Handshakes that may wait for their first record.
    public static final int MOST_HALF_OPEN = 1024;

    private static final int THREADS = 2;

    private final CircuitLinks links;
    private final Surroundings around;
    private final Function<byte[], Optional<HpkePrivateKey>> keys;
    private final SessionGate gate;
    private final HandshakeJudge judge;
    private final AtomicInteger halfOpen = new AtomicInteger();
    private final ExecutorService workers =
            Executors.newFixedThreadPool(
                    THREADS, Thread.ofPlatform().daemon().name("bb-handshake-", 0).factory());

    /// An acceptor; tell `links` of it with [CircuitLinks#accept].
    ///
    /// @param keys this peer's handshake keys, current and previous, by key id (8 bytes)
    public SessionAcceptor(
            CircuitLinks links,
            Function<byte[], Optional<HpkePrivateKey>> keys,
            SessionPolicy policy,
            SessionGate gate) {
        this.links = links;
        this.around = links.around();
        this.keys = keys;
        this.gate = gate;
        this.judge = new HandshakeJudge(links.links().identity(), policy, gate, around);
    }

    /// Handshakes that wait for their first record now.
    public int halfOpen() {
        return halfOpen.get();
    }

    @Override
    public void onHandshake(Circuit circuit, byte[] packet) {
        if (packet.length != OnionPacket.SIZE) {
            circuit.close(ErrorCode.INVALID_FORMAT);
        } else if (halfOpen.incrementAndGet() > MOST_HALF_OPEN) {
            halfOpen.decrementAndGet();
            circuit.close(ErrorCode.RATE_LIMITED.number(), CloseLimit.RATE);
        } else {
            Place place = new Place();
            try {
                workers.execute(() -> answer(circuit, packet, place));
            } catch (RejectedExecutionException e) {
                place.leave();
                circuit.close(ErrorCode.ROUTE_UNAVAILABLE);
            }
        }
    }

    private void answer(Circuit circuit, byte[] packet, Place place) {
        boolean begun = false;
        try {
            begun =
                    switch (ReceiverSetup.open(
                            packet, 0, packet.length, keys, links.links().identity().self())) {
                        case ReceiverSetup.Opened.Refused(int error) -> {
                            circuit.close(error, CloseLimit.NONE);
                            yield false;
                        }
                        case ReceiverSetup.Opened.Handshake(var responder) ->
                                judged(circuit, responder, place);
                    };
        } catch (RuntimeException e) {
            circuit.close(ErrorCode.INVALID_FORMAT);
            throw e;
        } finally {
            if (!begun) {
                place.leave();
            }
        }
    }

    private boolean judged(Circuit circuit, HandshakeResponder responder, Place place) {
        int forward = responder.forwardCellBytes();
        int back = responder.backCellBytes();
        try (responder) {
            return switch (judge.judge(responder)) {
                case HandshakeJudge.Verdict.Unusable(var code) -> {
                    circuit.close(code);
                    yield false;
                }
                case HandshakeJudge.Verdict.Unwanted(var accepted, var code) -> {
                    circuit.refuse(judge.refusal(accepted, code));
                    yield false;
                }
                case HandshakeJudge.Verdict.Wanted(var accepted, var handshake, var suite) -> {
                    try (accepted) {
                        AcceptedHandshake.Established made =
                                judge.answer(accepted, handshake, suite);
                        SessionInfo info =
                                new SessionInfo(
                                        handshake.sender(),
                                        false,
                                        suite,
                                        made.keys().postQuantum(),
                                        made.keys().postQuantum(),
                                        java.util.List.of());
                        Session session =
                                new Session(circuit, made.keys(), info, around, opening(place));
                        circuit.answer(made.packetAnswer(), back, forward, session.sink());
                        session.pulse().start();
                        yield true;
                    }
                }
            };
        }
    }

    private SessionOpening opening(Place place) {
        return new SessionOpening() {
            @Override
            public SessionListener opened(Session session) {
                place.leave();
                return gate.opened(session);
            }

            @Override
            public void neverOpened(CircuitClosed why) {
                place.leave();
            }
        };
    }

    /// Answers nobody any more.
    @Override
    public void close() {
        workers.shutdownNow();
    }

    /// One of the half-open places; left once.
    private final class Place {
        private final AtomicBoolean left = new AtomicBoolean();

        void leave() {
            if (left.compareAndSet(false, true)) {
                halfOpen.decrementAndGet();
            }
        }
    }
}
