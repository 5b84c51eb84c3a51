package xyz.blueblocks.relay.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.link.TlsServerFiles;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// What a relay without discovery finds on disk when it starts, and its settings.
final class RelayFiles {
    private RelayFiles() {}

    /// Writes identity, certificates, keys in force, session token and a directory of the relays
    /// that the network has by now.
    static Map<String, String> write(Path folder, TestNet net, Ed25519PrivateKey key, int linkPort)
            throws IOException {
        Path state = Files.createDirectories(folder.resolve("state"));
        try (var seed = key.seed()) {
            Files.writeString(state.resolve("identity.key"), seed.use(Text::base64url) + "\n");
        }
        TlsServerFiles tls = net.authority.server("relay.test", TlsServerFiles::new);
        Files.writeString(folder.resolve("ca.pem"), net.authority.caPem());
        Files.writeString(folder.resolve("jwks.json"), net.keys().toJson().text());
        List<JsonObject> known = net.relays.stream().map(TestRelay::descriptor).toList();
        Files.writeString(
                folder.resolve("relays.json"), Json.object().put("relays", known).build().text());
        Files.writeString(folder.resolve("token"), net.sessionToken(PeerId.of(key.publicKey())));
        String prefix = "blueblocks.relay.";
        return Map.ofEntries(
                Map.entry(prefix + "state-dir", state.toString()),
                Map.entry(prefix + "listen", "127.0.0.1:" + linkPort),
                Map.entry(prefix + "advertise", "127.0.0.1:" + linkPort),
                Map.entry(prefix + "operator", "tester"),
                Map.entry(prefix + "ca-file", folder.resolve("ca.pem").toString()),
                Map.entry(prefix + "tls-cert", tls.certificatePem().toString()),
                Map.entry(prefix + "tls-key", tls.keyPem().toString()),
                Map.entry(prefix + "directory-file", folder.resolve("relays.json").toString()),
                Map.entry(prefix + "jwks-file", folder.resolve("jwks.json").toString()),
                Map.entry(prefix + "session-token-file", folder.resolve("token").toString()),
                Map.entry(prefix + "introspection", "true"));
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
