package xyz.blueblocks.planner.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.planner.core.NetworkView;
import xyz.blueblocks.planner.core.Planner;
import xyz.blueblocks.planner.core.RouteRules;

/// Puts the planner together.
@ApplicationScoped
class PlannerWiring {
    /// A seed as base64url is 43 characters; more than a line's worth is not a key file.
    private static final int MAX_KEY_FILE_BYTES = 128;

    @Produces
    @Singleton
    NetworkView view() {
        return new NetworkView();
    }

    @Produces
    @Singleton
    Ed25519PrivateKey signingKey(PlannerConfig config) {
        try {
            if (Files.size(config.signingKeyFile()) > MAX_KEY_FILE_BYTES) {
                throw new IllegalStateException(config.signingKeyFile() + ": not a key file");
            }
            String text = Files.readString(config.signingKeyFile(), StandardCharsets.US_ASCII);
            return Text.parseBase64url(text.strip())
                    .filter(seed -> seed.length == 32)
                    .map(seed -> Ed25519PrivateKey.fromSeed(SecretBytes.take(seed)))
                    .orElseThrow(() ->
                            new IllegalStateException(
                                    config.signingKeyFile()
                                            + ": want a seed of 32 bytes as base64url"));
        } catch (IOException e) {
            throw new IllegalStateException(
                    config.signingKeyFile() + ": cannot read the signing key", e);
        }
    }

    void close(@Disposes Ed25519PrivateKey key) {
        key.close();
    }

    @Produces
    @Singleton
    Planner planner(
            PlannerConfig config, NetworkView view, Ed25519PrivateKey key, SecureRandom random) {
        return new Planner(
                view,
                new RouteRules(config.minHops(), config.defaultHops(), config.routeTtl()),
                key,
                random);
    }
}
