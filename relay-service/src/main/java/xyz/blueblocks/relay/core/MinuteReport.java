package xyz.blueblocks.relay.core;

import java.util.List;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.route.HopId;

/// What a relay tells planners: who is attached, and which tokens' circuits failed since last time.
///
/// @param attachments signed by the attached peers themselves
/// @param failures tokens' ids
public record MinuteReport(List<JsonObject> attachments, List<HopId> failures) {
    public MinuteReport {
        attachments = List.copyOf(attachments);
        failures = List.copyOf(failures);
    }
}
