package xyz.blueblocks.planner.inbound;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;

/// A signing key for the planner under test.
public final class SigningKeyFile implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        try {
            Path file = Files.createTempFile("planner", ".key");
            file.toFile().deleteOnExit();
            Files.writeString(file, Text.base64url(SecretBytes.random(32).copy()) + "\n");
            return Map.of("blueblocks.planner.signing-key-file", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // The file goes with the JVM.
    }
}
