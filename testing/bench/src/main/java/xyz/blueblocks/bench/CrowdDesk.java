package xyz.blueblocks.bench;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.link.https.Call;
import xyz.blueblocks.link.https.CallFailed;
import xyz.blueblocks.link.https.Credential;
import xyz.blueblocks.link.https.ServiceClient;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Invite;
import xyz.blueblocks.wire.message.PeerMetadata;
import xyz.blueblocks.wire.message.Register;
import xyz.blueblocks.wire.message.Registered;
import xyz.blueblocks.wire.message.RelayDescriptor;
import xyz.blueblocks.wire.message.RelayDirectory;

/// Registers many at discovery, as fast as one address may.
final class CrowdDesk implements AutoCloseable {
    /// Of the 100 calls a second that one address is granted, some are left to the others.
    private static final long PERIOD_NANOS = 1_000_000_000L / 70;

    private final ServiceClient discovery;
    private long next = System.nanoTime();

    CrowdDesk(Invite invite) {
        discovery =
                new ServiceClient(
                        invite.discovery().stream().map(URI::create).toList(),
                        invite.caPem(),
                        InstantSource.system(),
                        new SecureRandom());
    }

    /// Registers one with an invite of its own.
    CrowdMember register(Invite invite) throws CallFailed, InterruptedException {
        long early = next - System.nanoTime();
        if (early > 0) {
            Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
        }
        next += PERIOD_NANOS;
        Ed25519PrivateKey key = Ed25519PrivateKey.generate();
        PeerId id = PeerId.of(key.publicKey());
        JsonObject answer =
                discovery.json(
                        Call.post(
                                "/api/v1/peers/register",
                                new Credential.Bearer(invite.enrolmentToken()),
                                () -> signed(id, key)));
        Registered registered = Registered.fromJson(answer).toOptional().orElseThrow();
        return new CrowdMember(id, key, registered.token());
    }

    private static JsonObject signed(PeerId id, Ed25519PrivateKey key) {
        try (HpkePrivateKey encryption = HpkePrivateKey.generate(HpkeKem.X25519)) {
            Register register =
                    new Register(
                            id,
                            key.publicKey(),
                            encryption.publicKey(),
                            List.of(Capability.PATIENT),
                            List.of(),
                            new PeerMetadata("1.0.0", BenchPeer.REGION, Optional.empty()),
                            Optional.empty(),
                            Optional.empty(),
                            Instant.ofEpochSecond(Instant.now().getEpochSecond()),
                            CrowdMember.nonce());
            return SignedJson.sign(register.toJson(), Register.LABEL, key);
        }
    }

    /// The relay that takes links at `address`, `host:port`, as the signed directory says.
    RelayDescriptor relayAt(String address, CrowdMember asking) throws CallFailed {
        JsonObject answer =
                discovery.json(
                        Call.get(
                                        "/api/v1/relays",
                                        new Credential.Session(asking.token(), asking.key()))
                                .answeringUpTo(Limits.MAX_LIST_JSON_BYTES));
        return RelayDirectory.fromJson(answer).toOptional().orElseThrow().relays().stream()
                .flatMap(each -> RelayDescriptor.fromJson(each).toOptional().stream())
                .filter(relay ->
                        relay.endpoints().stream()
                                .anyMatch(at -> (at.host() + ":" + at.port()).equals(address)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no relay at " + address));
    }

    @Override
    public void close() {
        discovery.close();
    }
}
