package xyz.blueblocks.planner.core;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.wire.event.PeerEvent;
import xyz.blueblocks.wire.event.RelayReport;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Attach;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Endpoint;
import xyz.blueblocks.wire.message.KeyRecord;
import xyz.blueblocks.wire.message.OnionKey;
import xyz.blueblocks.wire.message.Priority;
import xyz.blueblocks.wire.message.RelayDescriptor;
import xyz.blueblocks.wire.message.RelayLimits;
import xyz.blueblocks.wire.message.RouteRequest;
import xyz.blueblocks.wire.message.RouteWishes;

/// People and relays with real keys, and what they would publish.
public final class SampleNetwork {
    /// When everything in it happens.
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final Place USUAL = new Place("local-1", "US");

    final NetworkView view = new NetworkView();
    private final Instant now;
    private final Publisher publisher;
    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    private long version;

    /// A network whose events go straight into [#view].
    SampleNetwork() {
        this.now = NOW;
        this.publisher =
                new Publisher() {
                    @Override
                    public void peer(PeerEvent event) {
                        view.apply(event, NOW);
                    }

                    @Override
                    public void report(JsonObject signed) {
                        RelayReport report = RelayReport.verified(signed).orElseThrow();
                        view.apply(report, report.timestamp());
                    }
                };
    }

    /// A network of this moment whose events go elsewhere.
    public SampleNetwork(Instant now, Publisher publisher) {
        this.now = now;
        this.publisher = publisher;
    }

    /// Where events go.
    public interface Publisher {
        /// What discovery would publish.
        void peer(PeerEvent event);

        /// What a relay would publish.
        void report(JsonObject signed);
    }

    /// Somebody with an identity and an encryption key.
    public record Person(Ed25519PrivateKey key, HpkePrivateKey encryption) {
        /// Its id.
        public PeerId id() {
            return PeerId.of(key.publicKey());
        }
    }

    /// Where somebody is.
    record Place(String region, String jurisdiction) {}

    static Person person() {
        return new Person(Ed25519PrivateKey.generate(), HpkePrivateKey.generate(HpkeKem.X25519));
    }

    /// Registers a patient or provider.
    public Person join() {
        return join(USUAL.region);
    }

    Person join(String region) {
        Person person = person();
        publish(person, region, List.of(Capability.PATIENT), Optional.empty(), 0);
        return person;
    }

    private void publish(
            Person who,
            String region,
            List<Capability> attested,
            Optional<JsonObject> descriptor,
            double load) {
        publisher.peer(event(who, PeerEvent.State.ALIVE, region, attested, descriptor, load));
    }

    /// Registers a relay of an operator of its own on a network of its own.
    public Person relay(int number, double load) {
        return relay("operator-" + number, "127." + number + ".1.1", "node-" + number, load);
    }

    Person relay(String operator, String host, String node, double load) {
        Person relay = person();
        JsonObject descriptor = descriptor(relay, relay.key, operator, host, node);
        publish(
                relay,
                PeerEvent.State.ALIVE,
                List.of(Capability.RELAY),
                Optional.of(descriptor),
                load);
        return relay;
    }

    /// A relay of an operator of its own that stands there.
    Person relay(int number, double load, Place place) {
        Person relay = person();
        String host = "127." + number + ".1.1";
        JsonObject descriptor =
                descriptor(relay, relay.key, "operator-" + number, host, "node-" + number, place);
        publish(relay, place.region, List.of(Capability.RELAY), Optional.of(descriptor), load);
        return relay;
    }

    JsonObject descriptor(
            Person relay, Ed25519PrivateKey signer, String operator, String host, String node) {
        return descriptor(relay, signer, operator, host, node, USUAL);
    }

    private JsonObject descriptor(
            Person relay,
            Ed25519PrivateKey signer,
            String operator,
            String host,
            String node,
            Place place) {
        HpkePublicKey onion = HpkePrivateKey.generate(HpkeKem.X25519).publicKey();
        RelayDescriptor descriptor =
                new RelayDescriptor(
                        relay.id(),
                        relay.key.publicKey(),
                        List.of(new Endpoint("bb-link", "bb-link://" + host + ":4443", 1)),
                        List.of(
                                new OnionKey(
                                        onion, now.minusSeconds(60), now.plus(Duration.ofDays(1)))),
                        operator,
                        place.region,
                        place.jurisdiction,
                        node,
                        RelayLimits.DEFAULT,
                        now.minusSeconds(60),
                        now.plus(Duration.ofHours(20)));
        return SignedJson.sign(descriptor.toJson(), RelayDescriptor.LABEL, signer);
    }

    void publish(
            Person who,
            PeerEvent.State state,
            List<Capability> attested,
            Optional<JsonObject> descriptor,
            double load) {
        publisher.peer(event(who, state, USUAL.region, attested, descriptor, load));
    }

    private PeerEvent event(
            Person who,
            PeerEvent.State state,
            String region,
            List<Capability> attested,
            Optional<JsonObject> descriptor,
            double load) {
        KeyRecord keys =
                new KeyRecord(
                        who.id(),
                        who.key.publicKey(),
                        who.encryption.publicKey(),
                        HpkePrivateKey.generate(HpkeKem.X25519).publicKey(),
                        1,
                        now.minusSeconds(60),
                        now.plus(Duration.ofDays(7)));
        return new PeerEvent(
                who.id(),
                state,
                who.key.publicKey(),
                who.encryption.publicKey(),
                attested,
                attested,
                List.of(),
                region,
                Optional.of(SignedJson.sign(keys.toJson(), KeyRecord.LABEL, who.key)),
                descriptor,
                new PeerEvent.Load(load, 1, 100),
                now,
                ++version);
    }

    /// The receiver attaches to a relay, and the relay reports it.
    public void attach(Person receiver, Person relay) {
        report(relay, attachment(receiver, receiver.key, relay), now);
    }

    JsonObject attachment(Person receiver, Ed25519PrivateKey signer, Person relay) {
        Attach attach =
                new Attach(
                        receiver.id(),
                        relay.id(),
                        now,
                        now.plus(Duration.ofMinutes(50)),
                        HexFormat.of().formatHex(new byte[32]));
        return SignedJson.sign(attach.toJson(), Attach.LABEL, signer);
    }

    void report(Person relay, JsonObject attachment, Instant at) {
        report(relay, List.of(attachment), at);
    }

    void reportNobody(Person relay, Instant at) {
        report(relay, List.of(), at);
    }

    private void report(Person relay, List<JsonObject> attachments, Instant at) {
        Instant minute = Instant.ofEpochSecond(at.getEpochSecond() / 60 * 60);
        RelayReport report =
                new RelayReport(
                        relay.id(), minute, RelayReport.Counts.NONE, attachments, List.of(), at);
        publisher.report(SignedJson.sign(report.toJson(), RelayReport.LABEL, relay.key));
    }

    /// What the first would ask for.
    public RouteRequest request(Person from, Person to, RouteWishes wishes) {
        byte[] nonce = new byte[32];
        random.nextBytes(nonce);
        return new RouteRequest(
                from.id(),
                to.id(),
                "medical_record",
                50L << 20,
                Priority.NORMAL,
                wishes,
                now,
                HexFormat.of().formatHex(nonce));
    }
}
