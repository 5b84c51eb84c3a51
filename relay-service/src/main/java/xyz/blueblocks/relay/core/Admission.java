package xyz.blueblocks.relay.core;

import java.time.Instant;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.onion.RelayLayer;
import xyz.blueblocks.relay.core.RelayCounters.Drop;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.Priority;
import xyz.blueblocks.wire.route.AdmissionToken;

/// Whether an opened set-up may go on: its time, its token, its next hop.
final class Admission {
    /// What came of a set-up.
    sealed interface Verdict {
        /// It may go on.
        record Granted(Grant grant) implements Verdict {}

        /// It may not; the sender is told this number.
        record Refused(ErrorCode error, Drop why) implements Verdict {}
    }

    private final PeerId self;
    private final RelayPolicy policy;
    private final Directory directory;
    private final ReplayMemory memory;
    private final Instant started;
    private final boolean cleanStart;

    Admission(
            PeerId self,
            RelayPolicy policy,
            Directory directory,
            ReplayMemory memory,
            Instant started,
            boolean cleanStart) {
        this.self = self;
        this.policy = policy;
        this.directory = directory;
        this.memory = memory;
        this.started = started;
        this.cleanStart = cleanStart;
    }

    Verdict judge(RelayLayer layer, PeerId previous, Instant now) {
        // What the last run let through just before it died may not have reached the disk.
        boolean mayBeOld = !cleanStart && layer.issuedEpochSeconds() <= started.getEpochSecond();
        if (!layer.issuedNear(now) || mayBeOld) {
            return new Verdict.Refused(ErrorCode.REPLAY_DETECTED, Drop.STALE);
        }
        Verdict verdict = token(layer, now);
        if (verdict instanceof Verdict.Granted) {
            PeerId next = layer.next();
            if (next.equals(self) || next.equals(previous)) {
                return new Verdict.Refused(ErrorCode.ROUTE_UNAVAILABLE, Drop.NEXT);
            }
        }
        return verdict;
    }

    private Verdict token(RelayLayer layer, Instant now) {
        byte[] bytes = layer.token();
        if (bytes.length == 0) {
            return policy.limits().open()
                    ? new Verdict.Granted(
                            new Grant(policy.openBudgetBytes(), Priority.LOW, Optional.empty()))
                    : new Verdict.Refused(ErrorCode.ACCESS_DENIED, Drop.TOKEN);
        }
        return switch (AdmissionToken.decode(bytes)) {
            case Decoded.Malformed<AdmissionToken> _ ->
                    new Verdict.Refused(ErrorCode.ACCESS_DENIED, Drop.TOKEN);
            case Decoded.Ok<AdmissionToken>(var token) -> token(layer, token, now);
        };
    }

    private Verdict token(RelayLayer layer, AdmissionToken token, Instant now) {
        if (token.refusal(self, now, directory::planner).isPresent()) {
            return new Verdict.Refused(ErrorCode.ACCESS_DENIED, Drop.TOKEN);
        }
        var hop = token.hopId();
        if (memory.seen(ReplayMemory.Kind.TOKEN, hop.high(), hop.low(), now)) {
            return new Verdict.Refused(ErrorCode.REPLAY_DETECTED, Drop.REPLAY);
        }
        if (layer.action() == RelayLayer.Action.DELIVER && !token.delivers(layer.next())) {
            return new Verdict.Refused(ErrorCode.ACCESS_DENIED, Drop.TOKEN);
        }
        return new Verdict.Granted(
                new Grant(token.budgetBytes(), token.priority(), Optional.of(hop)));
    }
}
