package xyz.blueblocks.relay.net;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/// A network without discovery around the relay under test: its certificates, keys and directory as
/// files. The keys are made from fixed seeds, because Quarkus loads this class twice.
public final class NetworkFiles implements QuarkusTestResourceLifecycleManager {
    static final int LINK_PORT = freePort();

    private Path folder = Path.of("target", "relay-service-it");

    static Ed25519PrivateKey key(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return Ed25519PrivateKey.fromSeed(xyz.blueblocks.crypto.SecretBytes.take(bytes));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("bb-relay-it");
            TestNet net = new TestNet(folder, key(1), key(2));
            Path state = folder.resolve("state");
            Files.createDirectories(state);
            Path identity = state.resolve("identity.key");
            try (var seed = key(3).seed()) {
                Files.writeString(identity, seed.use(Text::base64url) + "\n");
            }
            PeerId self = PeerId.of(key(3).publicKey());
            TlsServerFiles tls = net.authority.server("relay.test", TlsServerFiles::new);
            Files.writeString(folder.resolve("ca.pem"), net.authority.caPem());
            Files.writeString(folder.resolve("jwks.json"), net.keys().toJson().text());
            Files.writeString(
                    folder.resolve("relays.json"),
                    Json.object().put("relays", List.of()).build().text());
            Files.writeString(folder.resolve("token"), net.sessionToken(self));
            return Map.ofEntries(
                    Map.entry("blueblocks.relay.state-dir", state.toString()),
                    Map.entry("blueblocks.relay.listen", "127.0.0.1:" + LINK_PORT),
                    Map.entry("blueblocks.relay.advertise", "127.0.0.1:" + LINK_PORT),
                    Map.entry("blueblocks.relay.operator", "tester"),
                    Map.entry("blueblocks.relay.ca-file", folder.resolve("ca.pem").toString()),
                    Map.entry("blueblocks.relay.tls-cert", tls.certificatePem().toString()),
                    Map.entry("blueblocks.relay.tls-key", tls.keyPem().toString()),
                    Map.entry(
                            "blueblocks.relay.directory-file",
                            folder.resolve("relays.json").toString()),
                    Map.entry("blueblocks.relay.jwks-file", folder.resolve("jwks.json").toString()),
                    Map.entry(
                            "blueblocks.relay.session-token-file",
                            folder.resolve("token").toString()),
                    Map.entry("blueblocks.relay.introspection", "true"),
                    Map.entry("blueblocks.relay.drain", "1s"),
                    Map.entry("test.relay.folder", folder.toString()),
                    Map.entry("test.relay.port", Integer.toString(LINK_PORT)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
