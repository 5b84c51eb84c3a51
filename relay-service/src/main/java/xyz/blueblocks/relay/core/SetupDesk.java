package xyz.blueblocks.relay.core;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.onion.OnionPacket;
import xyz.blueblocks.crypto.onion.RelayCircuit;
import xyz.blueblocks.crypto.onion.RelayLayer;
import xyz.blueblocks.crypto.onion.RelaySetup;
import xyz.blueblocks.relay.core.RelayCounters.Drop;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.route.HopId;

/// Set-ups of circuits: what is checked, cheapest first, where they go, and how they are answered.
///
/// A packet that does not open is answered with CLOSE; one that did is answered once, by
/// HANDSHAKE_ACK, and what it says only its sender can read.
///
/// Source: docs/spec/relay.md, "Setting up".
final class SetupDesk {
    private final PeerId self;
    private final Directory directory;
    private final RelayPolicy policy;
    private final RelayCounters counters;
    private final Function<byte[], Optional<HpkePrivateKey>> onionKeys;
    private final Admission admission;
    private final ReplayMemory memory;
    private final ReplayLog log;
    private final NextHops hops;
    private final AttachDesk attached;
    private final CircuitFloor floor;
    private final FailedHops failures;
    private final RandomGenerator random;
    private final RelayTime time;
    private final ArrayDeque<PendingSetup> pending = new ArrayDeque<>();
    private boolean refusing;

    SetupDesk(RelayParts parts, AttachDesk attached, CircuitFloor floor, FailedHops failures) {
        self = parts.self();
        directory = parts.directory();
        policy = parts.policy();
        counters = parts.counters();
        onionKeys = parts.onionKeys();
        log = parts.replayLog();
        hops = parts.hops();
        random = parts.random();
        time = parts.time();
        this.attached = attached;
        this.floor = floor;
        this.failures = failures;
        Instant now = time.now();
        memory = new ReplayMemory(parts.replayEntries(), now);
        for (UsedSetup used : parts.past().used()) {
            remember(used.packetHigh(), used.packetLow(), used.hopHigh(), used.hopLow(), now);
        }
        admission =
                new Admission(self, policy, parts.directory(), memory, now, parts.past().clean());
    }

    int size() {
        return pending.size();
    }

    /// The rate at which a link may ask for circuits.
    RateBucket rate(boolean relay) {
        long perSecond =
                relay
                        ? policy.limits().setupsPerSecondRelay()
                        : policy.limits().setupsPerSecondClient();
        return new RateBucket(perSecond, policy.setupBurst(), time.nanos());
    }

    /// From here on nothing is set up any more; what is being set up goes on.
    void refuseAll() {
        refusing = true;
    }

    void handshake(Neighbour from, CircuitId id, byte[] in, int off, int length) {
        long nanos = time.nanos();
        if (refusing) {
            close(from, id, ErrorCode.ROUTE_UNAVAILABLE, CloseLimit.NONE, Drop.LEAVING);
            return;
        }
        if (!from.relay && directory.lists(from.peer())) {
            // It linked before our directory knew it.
            from.relay = true;
            from.setups = rate(true);
        }
        if (!from.setups.take(nanos)) {
            close(from, id, ErrorCode.RATE_LIMITED, CloseLimit.RATE, Drop.RATE);
        } else if (tooMany(from)) {
            close(from, id, ErrorCode.RATE_LIMITED, CloseLimit.RATE, Drop.BUSY);
        } else {
            open(from, id, in, off, length, time.now());
        }
    }

    private boolean tooMany(Neighbour from) {
        return floor.size() + pending.size() >= policy.limits().circuits()
                || (!from.relay && from.circuits.size() >= policy.circuitsPerClientLink());
    }

    private void open(Neighbour from, CircuitId id, byte[] in, int off, int length, Instant now) {
        Optional<byte[]> packet = OnionPacket.encHash(in, off, length);
        if (packet.isEmpty()) {
            close(from, id, ErrorCode.INVALID_FORMAT, CloseLimit.NONE, Drop.MALFORMED);
            return;
        }
        ByteBuffer hash = ByteBuffer.wrap(packet.get());
        long high = hash.getLong();
        long low = hash.getLong();
        if (memory.seen(ReplayMemory.Kind.PACKET, high, low, now)) {
            close(from, id, ErrorCode.REPLAY_DETECTED, CloseLimit.NONE, Drop.REPLAY);
            return;
        }
        switch (RelaySetup.open(in, off, length, onionKeys, self)) {
            case RelaySetup.Opened.Refused(int error) ->
                    close(
                            from,
                            id,
                            ErrorCode.of(error).orElse(ErrorCode.INVALID_FORMAT),
                            CloseLimit.NONE,
                            Drop.UNOPENED);
            case RelaySetup.Opened.Declined declined -> {
                counters.drop(Drop.NO_ROUTE);
                send(from, FrameType.HANDSHAKE_ACK, id, declined.answer());
            }
            case RelaySetup.Opened.Layer(RelayLayer layer) ->
                    judge(from, id, layer, high, low, now);
        }
    }

    private void judge(
            Neighbour from, CircuitId id, RelayLayer layer, long high, long low, Instant now) {
        switch (admission.judge(layer, from.peer(), now)) {
            case Admission.Verdict.Refused(ErrorCode error, Drop why) ->
                    answer(from, id, layer, error, why);
            case Admission.Verdict.Granted(Grant grant) -> {
                boolean delivers = layer.action() == RelayLayer.Action.DELIVER;
                HopId hop = grant.hop().orElse(new HopId(0, 0));
                if (delivers && !attached.admits(layer.next(), time.nanos())) {
                    answer(from, id, layer, ErrorCode.RATE_LIMITED, Drop.RATE);
                } else if (!memory.hasRoom(2, now)
                        || !log.append(now, high, low, hop.high(), hop.low())) {
                    answer(from, id, layer, ErrorCode.RATE_LIMITED, Drop.BUSY);
                } else {
                    remember(high, low, hop.high(), hop.low(), now);
                    goOn(from, id, layer, grant, delivers);
                }
            }
        }
    }

    private void remember(long high, long low, long hopHigh, long hopLow, Instant now) {
        memory.remember(ReplayMemory.Kind.PACKET, high, low, now);
        if ((hopHigh | hopLow) != 0) {
            memory.remember(ReplayMemory.Kind.TOKEN, hopHigh, hopLow, now);
        }
    }

    private void goOn(
            Neighbour from, CircuitId id, RelayLayer layer, Grant grant, boolean delivers) {
        long deadline = time.nanos() + policy.answerWait().toNanos();
        PendingSetup setup = new PendingSetup(from, id, layer, grant, deadline);
        from.circuits.put(id, new Slot.Waiting(setup, true));
        pending.addLast(setup);
        if (delivers) {
            reached(setup, attached.newest(layer.next()));
        } else {
            hops.reach(layer.next(), link -> reached(setup, link));
        }
    }

    private void reached(PendingSetup setup, Optional<Neighbour> link) {
        if (setup.done) {
            return;
        }
        if (link.isEmpty() || link.get().gone) {
            refuse(setup, ErrorCode.ROUTE_UNAVAILABLE, Drop.NO_ROUTE);
            return;
        }
        Neighbour down = link.get();
        CircuitId id = CircuitId.random(random);
        setup.down = down;
        setup.downId = id;
        down.circuits.put(id, new Slot.Waiting(setup, false));
        byte[] packet = setup.layer.takeNextPacket();
        send(down, FrameType.HANDSHAKE, id, packet);
    }

    /// The next hop answered.
    void answered(PendingSetup setup, byte[] in, int off, int length) {
        Neighbour down = setup.down;
        if (setup.done || down == null) {
            return;
        }
        Optional<RelayCircuit> layers = setup.layer.complete(in, off, length);
        if (layers.isEmpty()) {
            refuse(setup, ErrorCode.ENCRYPTION_ERROR, Drop.NEXT_REFUSED);
            down.port.sendClose(setup.downId, ErrorCode.ENCRYPTION_ERROR.number(), CloseLimit.NONE);
            return;
        }
        setup.done = true;
        floor.open(setup, down, layers.get(), time.nanos());
        send(setup.up, FrameType.HANDSHAKE_ACK, setup.upId, layers.get().answer());
    }

    /// The next hop could not open the packet, or its link is gone.
    void refusedByNext(PendingSetup setup, int error) {
        if (!setup.done) {
            refuse(
                    setup,
                    ErrorCode.of(error).orElse(ErrorCode.ROUTE_UNAVAILABLE),
                    Drop.NEXT_REFUSED);
        }
    }

    /// Whoever asked is gone or does not want it any more.
    void cancelled(PendingSetup setup) {
        Neighbour down = setup.down;
        if (forget(setup) && down != null && !down.gone) {
            down.port.sendClose(setup.downId, 0, CloseLimit.NONE);
        }
        setup.layer.close();
    }

    /// Gives up on next hops that did not answer in time.
    void sweep(long now) {
        while (!pending.isEmpty()
                && (pending.getFirst().done || now - pending.getFirst().deadline >= 0)) {
            PendingSetup setup = pending.removeFirst();
            Neighbour down = setup.down;
            if (!setup.done) {
                refuse(setup, ErrorCode.TIMEOUT, Drop.TIMEOUT);
                if (down != null && !down.gone) {
                    down.port.sendClose(setup.downId, ErrorCode.TIMEOUT.number(), CloseLimit.NONE);
                }
            }
        }
    }

    private void refuse(PendingSetup setup, ErrorCode error, Drop why) {
        if (forget(setup)) {
            failures.add(setup.grant.hop());
            answer(setup.up, setup.upId, setup.layer, error, why);
        }
    }

    private boolean forget(PendingSetup setup) {
        if (setup.done) {
            return false;
        }
        setup.done = true;
        setup.up.circuits.remove(setup.upId);
        if (setup.down != null) {
            setup.down.circuits.remove(setup.downId);
        }
        return true;
    }

    private void answer(Neighbour to, CircuitId id, RelayLayer layer, ErrorCode error, Drop why) {
        counters.drop(why);
        if (!to.gone) {
            send(to, FrameType.HANDSHAKE_ACK, id, layer.refuse(error.number()));
        }
        layer.close();
    }

    private void close(Neighbour to, CircuitId id, ErrorCode error, CloseLimit limit, Drop why) {
        counters.drop(why);
        to.port.sendClose(id, error.number(), limit);
    }

    private static void send(Neighbour to, FrameType type, CircuitId id, byte[] payload) {
        OutCell frame = to.port.cell(type, id, payload.length);
        System.arraycopy(payload, 0, frame.array(), frame.payloadOffset(), payload.length);
        to.port.send(frame);
    }
}
