package xyz.blueblocks.cli.admin;

import java.util.Optional;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.token.InviteIssuer;

/// `network.json`: what every invite of a network says.
final class NetworkFile {
    private static final String TYPE = "NETWORK";
    private static final int MAX_URLS = 16;
    private static final int MAX_PEM = 32 * 1024;

    private NetworkFile() {}

    static Decoded<InviteIssuer> read(byte[] bytes) {
        return Json.parse(bytes)
                .flatMap(json ->
                        Members.read(
                                json,
                                m -> {
                                    m.constant("type", TYPE);
                                    return new InviteIssuer(
                                            m.text("network"),
                                            m.texts("discovery", 1, MAX_URLS, Optional::of),
                                            m.texts("audit", 1, MAX_URLS, Optional::of),
                                            m.text("ca_pem", MAX_PEM),
                                            m.text("log_key"));
                                }));
    }

    static JsonObject json(InviteIssuer network) {
        return Json.object()
                .put("type", TYPE)
                .put("network", network.network())
                .putTexts("discovery", network.discovery())
                .putTexts("audit", network.audit())
                .put("ca_pem", network.caPem())
                .put("log_key", network.logKey())
                .build();
    }
}
