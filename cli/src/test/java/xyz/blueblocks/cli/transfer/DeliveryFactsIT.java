package xyz.blueblocks.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.route.RelayPlace;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

final class DeliveryFactsIT {
    @TempDir Path home;

    private static PeerId peer() {
        try (Ed25519PrivateKey key = Ed25519PrivateKey.generate()) {
            return PeerId.of(key.publicKey());
        }
    }

    private static JsonObject signed(String operator) {
        return Json.object().put("operator", operator).build();
    }

    @Test
    void a_delivery_tells_path_hash_rate_and_receipt() {
        PeerId bob = peer();
        List<PeerId> relays = List.of(peer(), peer());
        Delivery delivery =
                new Delivery(
                        "5f0c",
                        bob,
                        100L << 20,
                        "blake3:ab",
                        Json.object().put("status", "complete").build(),
                        relays,
                        List.of(
                                new RelayPlace(relays.get(0), "eu-central-1", "DE", signed("one")),
                                new RelayPlace(relays.get(1), "us-east-1", "US", signed("two"))),
                        "AES-256-GCM",
                        true,
                        false,
                        2,
                        105L << 20,
                        Duration.ofSeconds(4));
        DeliveryFacts facts = new DeliveryFacts("scan\u001b.dcm", delivery, Optional.empty());

        List<String> lines;
        try (SecretBytes passphrase =
                        SecretBytes.copyOf("correct horse".getBytes(StandardCharsets.UTF_8));
                SecretBytes master = SecretBytes.random(32);
                Profile profile = Profile.create(home.resolve("p"), passphrase, master)) {
            profile.contacts().add("bob", bob);
            lines = facts.lines(profile.contacts());
        }

        assertThat(String.join("\n", lines))
                .contains(
                        "scan?.dcm: delivered to bob",
                        "100 MiB in 4.0 s (25.0 MiB/s)",
                        "blake3:ab",
                        "you → " + relays.get(0) + " → " + relays.get(1) + " → bob (2 circuits)",
                        "  places   eu-central-1 (DE), us-east-1 (US)",
                        "AES-256-GCM, post-quantum keys, onion without",
                        "signed by bob");
        JsonObject json = facts.json();
        assertThat(json.integer("bytes_per_second")).hasValue(25L << 20);
        assertThat(json.array("relays").orElseThrow()).hasSize(2);
        JsonObject place = (JsonObject) json.array("places").orElseThrow().getLast();
        assertThat(place.text("relay")).contains(relays.get(1).toString());
        assertThat(place.text("region")).contains("us-east-1");
        assertThat(place.text("jurisdiction")).contains("US");
        assertThat(place.object("descriptor")).contains(signed("two"));
        assertThat(json.object("receipt").orElseThrow().text("status")).contains("complete");
        assertThat(json.bool("onion_post_quantum")).contains(false);
    }
}
