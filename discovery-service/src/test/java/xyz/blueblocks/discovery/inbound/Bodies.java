package xyz.blueblocks.discovery.inbound;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.servicekit.testing.TestPeer;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Deregister;
import xyz.blueblocks.wire.message.Endpoint;
import xyz.blueblocks.wire.message.Heartbeat;
import xyz.blueblocks.wire.message.KeyRecord;
import xyz.blueblocks.wire.message.OnionKey;
import xyz.blueblocks.wire.message.PeerMetadata;
import xyz.blueblocks.wire.message.Priority;
import xyz.blueblocks.wire.message.Register;
import xyz.blueblocks.wire.message.RelayDescriptor;
import xyz.blueblocks.wire.message.RelayLimits;
import xyz.blueblocks.wire.message.RouteRequest;
import xyz.blueblocks.wire.message.RouteWishes;
import xyz.blueblocks.wire.token.EnrolmentToken;
import xyz.blueblocks.wire.token.PeerAssertion;

/// Messages as real peers make and sign them.
final class Bodies {
    static final HpkePublicKey ENCRYPTION = HpkePrivateKey.generate(HpkeKem.X25519).publicKey();
    static final HpkePublicKey HANDSHAKE = HpkePrivateKey.generate(HpkeKem.XWING).publicKey();
    static final String NPI = "1234567893";

    private Bodies() {}

    static Instant now() {
        return Instant.ofEpochSecond(Instant.now().getEpochSecond());
    }

    static JsonObject register(TestPeer peer, Capability... capabilities) {
        return Registration.of(peer, capabilities).signed();
    }

    static String invitation(Capability... capabilities) {
        return invitation(TestNetwork.ADMIN, now().plus(Duration.ofMinutes(10)), capabilities);
    }

    static String invitation(TestPeer admin, Instant expires, Capability... capabilities) {
        return new EnrolmentToken(
                        List.of(capabilities),
                        expires.minus(Duration.ofMinutes(10)),
                        expires,
                        TestPeer.nonce().substring(0, 32))
                .sign(admin.key());
    }

    static String assertion(TestPeer peer) {
        return PeerAssertion.create(peer.key(), now(), TestPeer.nonce().substring(0, 32));
    }

    static JsonObject keyRecord(TestPeer peer, long serial) {
        return peer.sign(
                new KeyRecord(
                                peer.id(),
                                peer.key().publicKey(),
                                ENCRYPTION,
                                HANDSHAKE,
                                serial,
                                now(),
                                now().plus(Duration.ofDays(30)))
                        .toJson(),
                KeyRecord.LABEL);
    }

    static JsonObject descriptor(TestPeer relay, Instant issued) {
        return relay.sign(
                new RelayDescriptor(
                                relay.id(),
                                relay.key().publicKey(),
                                List.of(endpoint(1)),
                                List.of(
                                        new OnionKey(
                                                HANDSHAKE,
                                                issued,
                                                issued.plus(Duration.ofDays(1)))),
                                "op-" + relay.id().toString().substring(20),
                                "us-west-2",
                                "US-CA",
                                "node-1",
                                RelayLimits.DEFAULT,
                                issued,
                                issued.plus(Duration.ofHours(26)))
                        .toJson(),
                RelayDescriptor.LABEL);
    }

    static JsonObject heartbeat(TestPeer peer, Instant at) {
        return heartbeat(peer, at, Optional.empty(), Optional.empty());
    }

    static JsonObject heartbeat(
            TestPeer peer, Instant at, Optional<JsonObject> keys, Optional<JsonObject> descriptor) {
        return peer.sign(
                new Heartbeat(at, TestPeer.nonce(), 0.45, 12, 100, keys, descriptor).toJson(),
                Heartbeat.LABEL);
    }

    static JsonObject farewell(TestPeer peer) {
        return peer.sign(
                new Deregister(peer.id(), Optional.of("retired"), now(), TestPeer.nonce()).toJson(),
                Deregister.LABEL);
    }

    static JsonObject route(TestPeer source, TestPeer signer, TestPeer destination, long size) {
        JsonObject body =
                new RouteRequest(
                                source.id(),
                                destination.id(),
                                "medical_record",
                                Math.min(size, 1L << 30),
                                Priority.NORMAL,
                                RouteWishes.NONE,
                                now(),
                                TestPeer.nonce())
                        .toJson();
        return signer.sign(
                body.toBuilder().put("estimated_size_bytes", size).build(), RouteRequest.LABEL);
    }

    static Endpoint endpoint(int priority) {
        return new Endpoint("wss", "wss://peer.example.com:443/p2p", priority);
    }

    /// A registration, to be changed before it is signed.
    record Registration(
            TestPeer peer,
            List<Capability> capabilities,
            List<Endpoint> endpoints,
            String region,
            Optional<String> npi,
            Optional<JsonObject> keys,
            Optional<JsonObject> descriptor) {
        static Registration of(TestPeer peer, Capability... capabilities) {
            List<Capability> all = List.of(capabilities);
            return new Registration(
                    peer,
                    all,
                    List.of(endpoint(1)),
                    "us-west-2",
                    Optional.empty(),
                    Optional.of(keyRecord(peer, 1)),
                    all.contains(Capability.RELAY)
                            ? Optional.of(Bodies.descriptor(peer, now()))
                            : Optional.empty());
        }

        Registration endpoints(Endpoint... others) {
            return new Registration(
                    peer, capabilities, List.of(others), region, npi, keys, descriptor);
        }

        Registration region(String other) {
            return new Registration(peer, capabilities, endpoints, other, npi, keys, descriptor);
        }

        Registration npi(String other) {
            return new Registration(
                    peer, capabilities, endpoints, region, Optional.of(other), keys, descriptor);
        }

        Registration keys(JsonObject other) {
            return new Registration(
                    peer, capabilities, endpoints, region, npi, Optional.of(other), descriptor);
        }

        Registration descriptor(JsonObject other) {
            return new Registration(
                    peer, capabilities, endpoints, region, npi, keys, Optional.of(other));
        }

        JsonObject unsigned() {
            return new Register(
                            peer.id(),
                            peer.key().publicKey(),
                            ENCRYPTION,
                            capabilities,
                            endpoints,
                            new PeerMetadata("1.0.0", region, npi),
                            keys,
                            descriptor,
                            now(),
                            TestPeer.nonce())
                    .toJson();
        }

        JsonObject signed() {
            return peer.sign(unsigned(), Register.LABEL);
        }
    }
}
