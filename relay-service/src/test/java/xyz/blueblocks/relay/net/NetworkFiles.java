package xyz.blueblocks.relay.net;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;

/// A network without discovery around the relay under test: its certificates, keys and directory as
/// files. The keys are made from fixed seeds, because Quarkus loads this class twice.
public final class NetworkFiles implements QuarkusTestResourceLifecycleManager {
    static final int LINK_PORT = RelayFiles.freePort();

    static Ed25519PrivateKey key(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return Ed25519PrivateKey.fromSeed(xyz.blueblocks.crypto.SecretBytes.take(bytes));
    }

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "relay-it");
            TestNet net = new TestNet(folder, key(1), key(2));
            Map<String, String> settings =
                    new HashMap<>(RelayFiles.write(folder, net, key(3), LINK_PORT));
            settings.put("blueblocks.relay.drain", "1s");
            settings.put("test.relay.folder", folder.toString());
            settings.put("test.relay.port", Integer.toString(LINK_PORT));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
