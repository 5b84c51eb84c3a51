package xyz.blueblocks.audit.core;

import java.util.List;
import java.util.Optional;
import xyz.blueblocks.wire.event.AuditEvent;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// The twelve members of the seed's audit entry, and which of them name nobody.
final class EntryMembers {
    /// All twelve, in the seed's order. Each must be there, if only as `null`.
    static final List<String> ALL =
            List.of(
                    "log_id",
                    "timestamp",
                    "action",
                    "record_id",
                    "patient_address",
                    "accessor_address",
                    "accessor_npi",
                    "access_reason",
                    "ip_hash",
                    "success",
                    "block_height",
                    "tx_hash");

    private EntryMembers() {}

    /// The first member that an event's entry lacks; `data` when it has no entry at all.
    static Optional<String> firstAbsent(JsonObject event) {
        Optional<JsonObject> entry = event.object("data");
        if (entry.isEmpty()) {
            return Optional.of("data");
        }
        return ALL.stream().filter(name -> !entry.get().has(name)).findFirst();
    }

    /// What the log topic says in clear; the producer only when it is a service.
    static JsonObject open(AuditEvent event) {
        return Json.object()
                .putIso("timestamp", event.data().timestamp())
                .put("action", event.data().action())
                .put("success", event.data().success())
                .put("producer", event.sourcePeer().isPresent() ? "peer" : event.source())
                .build();
    }

    /// An event with what the log knows of it filled in: the seed's entry, whole.
    static JsonObject logged(JsonObject event, long blockHeight, String txHash) {
        JsonObject entry =
                event.object("data").orElseThrow().toBuilder()
                        .put("block_height", blockHeight)
                        .put("tx_hash", txHash)
                        .build();
        return event.with("data", entry);
    }
}
