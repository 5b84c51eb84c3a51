package xyz.blueblocks.audit.inbound;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import xyz.blueblocks.audit.core.Samples;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.servicekit.testing.TestPeer;
import xyz.blueblocks.wire.token.JwkSet;

/// Key files and a discovery that shows one session key.
public final class KeysAndDiscovery implements QuarkusTestResourceLifecycleManager {
    static final String ORIGIN = "audit.test/log";
    static final TestPeer DISCOVERY = TestPeer.named("discovery");

    private HttpServer jwks;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "keys");
            byte[] keys =
                    new JwkSet(
                                    List.of(
                                            new JwkSet.Key(
                                                    DISCOVERY.key().publicKey(),
                                                    JwkSet.Use.SESSION)))
                            .toJson()
                            .canonical();
            jwks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            jwks.createContext(
                    "/jwks.json",
                    exchange -> {
                        exchange.sendResponseHeaders(200, keys.length);
                        exchange.getResponseBody().write(keys);
                        exchange.close();
                    });
            jwks.start();
            return Map.of(
                    "blueblocks.audit.origin",
                    ORIGIN,
                    "blueblocks.audit.log-key-file",
                    key(folder, "log.key", 0x4c),
                    "blueblocks.audit.subject-master-key-file",
                    key(folder, "master.key", 0x4d),
                    "blueblocks.audit.discovery-jwks-urls",
                    "http://127.0.0.1:" + jwks.getAddress().getPort() + "/jwks.json",
                    "blueblocks.service.audit-spool.dir",
                    folder.resolve("spool").toString(),
                    "blueblocks.service.limits.address-per-second",
                    "100000",
                    "blueblocks.service.limits.address-burst",
                    "100000");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(Path folder, String name, int fill) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, Text.base64url(Samples.bytes(fill).copy()) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }

    @Override
    public void stop() {
        jwks.stop(0);
    }
}
