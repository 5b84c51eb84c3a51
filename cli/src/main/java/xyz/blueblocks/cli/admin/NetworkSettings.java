package xyz.blueblocks.cli.admin;

import java.util.List;
import java.util.Optional;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;

/// What every invite of a network says: where its services are and whom to believe.
///
/// @param network its name
/// @param discovery base URLs of discovery's replicas
/// @param audit base URLs of audit-service's replicas
/// @param caPem certificates that the services' own chain to, PEM
/// @param logKey verifier key of the audit log (C2SP vkey)
public record NetworkSettings(
        String network, List<String> discovery, List<String> audit, String caPem, String logKey) {
    private static final String TYPE = "NETWORK";
    private static final int MAX_URLS = 16;
    private static final int MAX_PEM = 32 * 1024;

    /// Copies the lists.
    public NetworkSettings {
        discovery = List.copyOf(discovery);
        audit = List.copyOf(audit);
    }

    static Decoded<NetworkSettings> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("type", TYPE);
                    return new NetworkSettings(
                            m.text("network"),
                            m.texts("discovery", 1, MAX_URLS, Optional::of),
                            m.texts("audit", 1, MAX_URLS, Optional::of),
                            m.text("ca_pem", MAX_PEM),
                            m.text("log_key"));
                });
    }

    JsonObject toJson() {
        return Json.object()
                .put("type", TYPE)
                .put("network", network)
                .putTexts("discovery", discovery)
                .putTexts("audit", audit)
                .put("ca_pem", caPem)
                .put("log_key", logKey)
                .build();
    }
}
