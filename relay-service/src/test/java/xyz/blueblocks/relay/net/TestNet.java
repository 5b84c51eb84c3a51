package xyz.blueblocks.relay.net;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.link.LinkSettings;
import xyz.blueblocks.relay.core.RelayPolicy;
import xyz.blueblocks.testing.TestAuthority;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Priority;
import xyz.blueblocks.wire.message.RelayLimits;
import xyz.blueblocks.wire.route.AdmissionToken;
import xyz.blueblocks.wire.token.JwkSet;
import xyz.blueblocks.wire.token.SessionToken;

/// A network in one process: an authority, a planner's key, discovery's key, relays.
final class TestNet implements AutoCloseable {
    final Path folder;
    final TestAuthority authority;
    final Ed25519PrivateKey planner;
    final Ed25519PrivateKey discovery;
    final RandomGenerator random = new SecureRandom();
    final List<TestRelay> relays = new ArrayList<>();
    final List<AutoCloseable> open = new ArrayList<>();
    Duration idleLink = Duration.ofMinutes(5);
    LinkSettings settings = LinkSettings.defaults().withHighWaterBytes(64 << 10);

    TestNet(Path folder) {
        this(folder, Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate());
    }

    TestNet(Path folder, Ed25519PrivateKey planner, Ed25519PrivateKey discovery) {
        this.folder = folder;
        this.planner = planner;
        this.discovery = discovery;
        authority = new TestAuthority(folder);
    }

    static RelayPolicy policy() {
        return RelayPolicy.of(RelayLimits.DEFAULT);
    }

    TestRelay relay(RelayPolicy policy, HpkeKem kem) {
        TestRelay relay = new TestRelay(this, policy, kem, folder.resolve("relay" + relays.size()));
        relays.add(relay);
        open.add(relay);
        return relay;
    }

    List<TestRelay> relays(int count, HpkeKem kem) {
        for (int i = 0; i < count; i++) {
            relay(policy(), kem);
        }
        publish();
        return relays;
    }

    /// Gives every relay the descriptors of all.
    void publish() {
        List<JsonObject> all = relays.stream().map(TestRelay::descriptor).toList();
        relays.forEach(relay -> relay.known.relays(all));
    }

    JwkSet keys() {
        return new JwkSet(
                List.of(
                        new JwkSet.Key(planner.publicKey(), JwkSet.Use.ADMISSION),
                        new JwkSet.Key(discovery.publicKey(), JwkSet.Use.SESSION)));
    }

    String sessionToken(PeerId peer) {
        return SessionToken.of("test", peer, List.of(), clock().instant(), "t" + random.nextLong())
                .sign(discovery);
    }

    AdmissionToken.Grant grant(int budgetLog2) {
        return grant(budgetLog2, Priority.NORMAL);
    }

    AdmissionToken.Grant grant(int budgetLog2, Priority priority) {
        return new AdmissionToken.Grant(clock().instant().plusSeconds(300), budgetLog2, priority);
    }

    byte[] middleToken(Hop relay) {
        return AdmissionToken.forMiddle(relay.id(), grant(40), planner, random).bytes();
    }

    byte[] lastToken(Hop relay, PeerId receiver, int budgetLog2) {
        return lastToken(relay, receiver, grant(budgetLog2));
    }

    byte[] lastToken(Hop relay, PeerId receiver, AdmissionToken.Grant grant) {
        return AdmissionToken.forLast(relay.id(), receiver, grant, planner, random).bytes();
    }

    InstantSource clock() {
        return () -> Instant.now().plus(Duration.ZERO);
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }
}
