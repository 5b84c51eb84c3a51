package xyz.blueblocks.discovery.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.discovery.core.DiscoveryPolicy;
import xyz.blueblocks.discovery.core.Membership;
import xyz.blueblocks.discovery.core.Sessions;
import xyz.blueblocks.servicekit.config.KeyFile;
import xyz.blueblocks.wire.token.JwkSet;

/// Puts core together from the settings. A setting that cannot be right ends the start.
final class DiscoveryWiring {
    @Produces
    @Singleton
    Ed25519PrivateKey sessionKey(DiscoverySettings settings) {
        return KeyFile.ed25519(settings.sessionKeyFile());
    }

    @Produces
    @Singleton
    NetworkKeys keys(DiscoverySettings settings, Ed25519PrivateKey sessionKey) {
        List<JwkSet.Key> all = new ArrayList<>();
        all.add(new JwkSet.Key(sessionKey.publicKey(), JwkSet.Use.SESSION));
        keys("other-session-keys", settings.otherSessionKeys())
                .forEach(key -> all.add(new JwkSet.Key(key, JwkSet.Use.SESSION)));
        keys("planner-keys", settings.plannerKeys())
                .forEach(key -> all.add(new JwkSet.Key(key, JwkSet.Use.ADMISSION)));
        return new NetworkKeys(
                new JwkSet(all), keys("admin-keys", Optional.of(settings.adminKeys())));
    }

    @Produces
    @Singleton
    Membership membership(DiscoverySettings settings, NetworkKeys keys) {
        return new Membership(
                new DiscoveryPolicy(settings.regions(), settings.allowPrivateAddresses()),
                keys.admins());
    }

    @Produces
    @Singleton
    Sessions sessions(DiscoverySettings settings, Ed25519PrivateKey key, SecureRandom random) {
        return new Sessions(key, settings.issuer(), random);
    }

    private static List<Ed25519PublicKey> keys(String name, Optional<List<String>> texts) {
        return texts.orElse(List.of()).stream()
                .map(text ->
                        Ed25519PublicKey.parse(text)
                                .orElseThrow(() ->
                                        new IllegalArgumentException(
                                                "blueblocks.discovery."
                                                        + name
                                                        + ": want ed25519:…")))
                .toList();
    }
}
