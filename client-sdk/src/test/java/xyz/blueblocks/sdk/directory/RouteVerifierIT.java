package xyz.blueblocks.sdk.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.route.AllowedPlaces;
import xyz.blueblocks.sdk.route.Route;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Endpoint;
import xyz.blueblocks.wire.message.Hop;
import xyz.blueblocks.wire.message.KeyRecord;
import xyz.blueblocks.wire.message.OnionKey;
import xyz.blueblocks.wire.message.Priority;
import xyz.blueblocks.wire.message.RelayDescriptor;
import xyz.blueblocks.wire.message.RelayLimits;
import xyz.blueblocks.wire.message.RouteAnswer;
import xyz.blueblocks.wire.route.AdmissionToken;
import xyz.blueblocks.wire.route.RouteCapability;

/// A planner that answers with routes of its own choosing, and what of them is believed.
final class RouteVerifierIT {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ADDRESS = "bb-link://127.1.1.1:4443";
    private static final Place CENTRAL = new Place("eu-central-1", "DE");
    private static final Place EAST = new Place("us-east-1", "US");
    private static final List<Place> PLACES =
            List.of(CENTRAL, new Place("eu-west-1", "IE"), new Place("us-west-1", "US-CA"), EAST);

    @TempDir private Path folder;
    private final Ed25519PrivateKey planner = Ed25519PrivateKey.generate();
    private final Ed25519PrivateKey receiver = Ed25519PrivateKey.generate();
    private final PeerId receiverId = PeerId.of(receiver.publicKey());
    private final HpkePrivateKey own = HpkePrivateKey.generate(HpkeKem.X25519);
    private final HpkePublicKey onion = HpkePrivateKey.generate(HpkeKem.X25519).publicKey();
    private Profile profile;
    private RouteVerifier verifier;

    private record Place(String region, String jurisdiction) {}

    @BeforeEach
    void open() {
        try (SecretBytes passphrase = SecretBytes.random(32);
                SecretBytes master = SecretBytes.random(32)) {
            profile = Profile.create(folder.resolve("profile"), passphrase, master);
        }
        verifier = new RouteVerifier(own, new SeenSerials(profile), false);
    }

    @AfterEach
    void close() {
        profile.close();
    }

    @Test
    @DisplayName(
            "B09: a planner's route with one hop outside, at whatever place, is refused with E007, nothing sent")
    void every_hop_must_stand_within_the_wish() {
        AllowedPlaces central =
                new AllowedPlaces(Set.of("eu-central-1", "eu-west-1"), Set.of("DE", "IE"));
        AllowedPlaces us = AllowedPlaces.jurisdictions("US");
        for (Place first : PLACES) {
            for (Place middle : PLACES) {
                for (Place last : PLACES) {
                    List<Place> all = List.of(first, middle, last);
                    RouteAnswer answer = answer(all);
                    judge(answer, central, areIn(all, "eu"));
                    judge(answer, us, areIn(all, "us"));
                    judge(answer, AllowedPlaces.ANYWHERE, true);
                }
            }
        }
    }

    private static boolean areIn(List<Place> places, String continent) {
        return places.stream().allMatch(each -> each.region.startsWith(continent));
    }

    private void judge(RouteAnswer answer, AllowedPlaces within, boolean good) {
        if (good) {
            Route route = verifier.verify(answer, receiverId, within, NOW);
            assertThat(route.places()).hasSize(3);
            return;
        }
        assertThatThrownBy(() -> verifier.verify(answer, receiverId, within, NOW))
                .isInstanceOfSatisfying(
                        BlueBlocksException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.ROUTE_UNAVAILABLE);
                            assertThat(e.whatHappened()).contains(within.text());
                            assertThat(e.whatToDo()).contains("nothing was sent");
                        });
    }

    @Test
    @DisplayName("B09, X06: a descriptor that somebody moved into the jurisdiction is E005")
    void a_moved_descriptor_does_not_verify() {
        RouteAnswer honest = answer(List.of(CENTRAL, CENTRAL, EAST));
        Hop last = honest.path().getLast();
        JsonObject moved =
                last.descriptor()
                        .with("region", new JsonValue.Text("eu-central-1"))
                        .with("jurisdiction", new JsonValue.Text("DE"));
        List<Hop> path = new ArrayList<>(honest.path());
        path.set(2, new Hop(last.peerId(), last.endpoint(), last.publicKey(), moved));
        RouteAnswer lie =
                new RouteAnswer(
                        honest.routeId(),
                        path,
                        honest.keyRecord(),
                        honest.sealedCapability(),
                        honest.ttlSeconds());

        assertThatThrownBy(() ->
                        verifier.verify(lie, receiverId, AllowedPlaces.jurisdictions("DE"), NOW))
                .isInstanceOfSatisfying(
                        BlueBlocksException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SIGNATURE));
    }

    private RouteAnswer answer(List<Place> places) {
        AdmissionToken.Grant grant =
                new AdmissionToken.Grant(NOW.plusSeconds(300), 24, Priority.NORMAL);
        List<Hop> path = new ArrayList<>();
        List<AdmissionToken> tokens = new ArrayList<>();
        for (Place place : places) {
            Hop hop = hop(place);
            path.add(hop);
            tokens.add(AdmissionToken.forMiddle(hop.peerId(), grant, planner, new SecureRandom()));
        }
        return new RouteAnswer(
                "route_1",
                path,
                keyRecord(),
                new RouteCapability("route_1", tokens).seal(own.publicKey()),
                300);
    }

    private Hop hop(Place place) {
        try (Ed25519PrivateKey key = Ed25519PrivateKey.generate()) {
            PeerId id = PeerId.of(key.publicKey());
            RelayDescriptor descriptor =
                    new RelayDescriptor(
                            id,
                            key.publicKey(),
                            List.of(new Endpoint(Endpoint.BB_LINK, ADDRESS, 0)),
                            List.of(new OnionKey(onion, NOW, NOW.plus(Duration.ofDays(1)))),
                            "operator " + id,
                            place.region,
                            place.jurisdiction,
                            "node " + id,
                            RelayLimits.DEFAULT,
                            NOW,
                            NOW.plus(Duration.ofHours(20)));
            return new Hop(
                    id,
                    ADDRESS,
                    key.publicKey(),
                    SignedJson.sign(descriptor.toJson(), RelayDescriptor.LABEL, key));
        }
    }

    private JsonObject keyRecord() {
        KeyRecord record =
                new KeyRecord(
                        receiverId,
                        receiver.publicKey(),
                        HpkePrivateKey.generate(HpkeKem.X25519).publicKey(),
                        HpkePrivateKey.generate(HpkeKem.X25519).publicKey(),
                        1,
                        NOW,
                        NOW.plus(Duration.ofDays(7)));
        return SignedJson.sign(record.toJson(), KeyRecord.LABEL, receiver);
    }
}
