package xyz.blueblocks.wire.message;

import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;

/// What a relay grants, in its own descriptor.
///
/// @param open whether it forwards without an admission token, at lowest priority
/// @param circuits most circuits at a time
/// @param setupsPerSecondClient set-ups per second and client link
/// @param setupsPerSecondRelay set-ups per second and relay link
/// @param setupsPerSecondReceiver set-ups per second towards one receiver
/// @param bandwidthMbps what it offers, in Mbit/s; a claim, not a measurement
public record RelayLimits(
        boolean open,
        long circuits,
        long setupsPerSecondClient,
        long setupsPerSecondRelay,
        long setupsPerSecondReceiver,
        long bandwidthMbps) {
    /// The defaults of the protocol, for a relay that wants tokens.
    public static final RelayLimits DEFAULT = new RelayLimits(false, 100_000, 50, 2_000, 50, 1_000);

    private static final long MAX = 1_000_000_000L;

    /// Checks the ranges.
    public RelayLimits {
        Check.range("circuits", circuits, 0, MAX);
        Check.range("setups_per_second_client", setupsPerSecondClient, 0, MAX);
        Check.range("setups_per_second_relay", setupsPerSecondRelay, 0, MAX);
        Check.range("setups_per_second_receiver", setupsPerSecondReceiver, 0, MAX);
        Check.range("bandwidth_mbps", bandwidthMbps, 0, MAX);
    }

    /// Reads `limits` of a descriptor.
    public static Decoded<RelayLimits> fromJson(JsonObject json) {
        return Members.read(
                json,
                m ->
                        new RelayLimits(
                                m.bool("open"),
                                m.integer("circuits", 0, MAX),
                                m.integer("setups_per_second_client", 0, MAX),
                                m.integer("setups_per_second_relay", 0, MAX),
                                m.integer("setups_per_second_receiver", 0, MAX),
                                m.integer("bandwidth_mbps", 0, MAX)));
    }

    /// The form in a descriptor.
    public JsonObject toJson() {
        return Json.object()
                .put("open", open)
                .put("circuits", circuits)
                .put("setups_per_second_client", setupsPerSecondClient)
                .put("setups_per_second_relay", setupsPerSecondRelay)
                .put("setups_per_second_receiver", setupsPerSecondReceiver)
                .put("bandwidth_mbps", bandwidthMbps)
                .build();
    }
}
