package xyz.blueblocks.relay.core;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.json.JsonObject;

/// What a [RelayCore] is made of.
///
/// @param self the relay
/// @param policy what it grants
/// @param time its clocks
/// @param random ids of circuits on links
/// @param onionKeys finds the current or previous onion key by its 8-byte id
/// @param directory relays and planners
/// @param hops links to other relays
/// @param replayLog where used set-ups outlive the process
/// @param past what the last run left
/// @param replayEntries used packets and tokens remembered per ten minutes; 48 bytes each
/// @param signReservation signs a reservation with the relay's key
/// @param attachmentsChanged told after an attachment came or went
/// @param counters where it counts
public record RelayParts(
        PeerId self,
        RelayPolicy policy,
        RelayTime time,
        RandomGenerator random,
        Function<byte[], Optional<HpkePrivateKey>> onionKeys,
        Directory directory,
        NextHops hops,
        ReplayLog replayLog,
        PastRun past,
        int replayEntries,
        UnaryOperator<JsonObject> signReservation,
        Runnable attachmentsChanged,
        RelayCounters counters) {}
