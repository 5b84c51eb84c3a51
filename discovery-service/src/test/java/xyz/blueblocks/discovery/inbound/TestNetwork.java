package xyz.blueblocks.discovery.inbound;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.servicekit.testing.TestPeer;

/// The keys of a network for tests: its admin, its discovery, its planner.
public final class TestNetwork implements QuarkusTestResourceLifecycleManager {
    static final TestPeer ADMIN = TestPeer.named("network-admin");
    static final TestPeer DISCOVERY = TestPeer.named("network-discovery");
    static final TestPeer PLANNER = TestPeer.named("network-planner");

    /// Made by Quarkus.
    public TestNetwork() {}

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(settings());
        settings.put("quarkus.http.test-port", "0");
        settings.put("blueblocks.discovery.topic-check-every", "2s");
        settings.put("blueblocks.service.audit-spool.dir", folder().resolve("spool").toString());
        settings.put("blueblocks.service.limits.address-per-second", "100000");
        settings.put("blueblocks.service.limits.address-burst", "100000");
        settings.put("blueblocks.service.limits.peer-per-second", "1000");
        settings.put("blueblocks.service.limits.peer-burst", "10000");
        return settings;
    }

    @Override
    public void stop() {
        // Files are below target.
    }

    /// Settings that every replica of the network shares.
    static Map<String, String> settings() {
        return Map.of(
                "blueblocks.discovery.session-key-file",
                sessionKeyFile().toString(),
                "blueblocks.discovery.admin-keys",
                ADMIN.key().publicKey().text(),
                "blueblocks.discovery.planner-keys",
                PLANNER.key().publicKey().text(),
                "blueblocks.discovery.regions",
                "us-west-2,eu-central-1",
                "blueblocks.discovery.sweep-every",
                "1s");
    }

    static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "network");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
    }

    private static Path sessionKeyFile() {
        try {
            Path file = folder().resolve("session.key");
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, DISCOVERY.key().seed().use(Text::base64url) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("no key file", e);
        }
    }
}
