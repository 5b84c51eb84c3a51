package xyz.blueblocks.audit.core;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.BlueAddress;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.wire.event.AuditEntry;
import xyz.blueblocks.wire.event.AuditEvent;

/// Events, keys and people for tests: the same at every run.
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    public static final String SERVICE = AuditEvent.serviceSource("discovery", "0");

    private Samples() {}

    public static SecretBytes bytes(int fill) {
        byte[] out = new byte[32];
        Arrays.fill(out, (byte) fill);
        return SecretBytes.take(out);
    }

    public static MasterKey master() {
        return MasterKey.take(bytes(0x4d));
    }

    public static LogKey logKey(String origin) {
        try (SecretBytes seed = bytes(0x4c)) {
            return LogKey.of(origin, seed);
        }
    }

    public static Ed25519PrivateKey key(int person) {
        try (SecretBytes seed = bytes(person)) {
            return Ed25519PrivateKey.fromSeed(seed);
        }
    }

    public static PeerId peer(int person) {
        return PeerId.of(key(person).publicKey());
    }

    public static String address(int person) {
        return BlueAddress.of(key(person).publicKey());
    }

    /// A seeded generator: good for tests because it can be replayed, and for nothing else.
    public static RandomGenerator random(long seed) {
        return new SplittableRandom(seed);
    }

    public static AuditEvent event(String id, int patient, int accessor) {
        return event(SERVICE, id, patient, accessor, true);
    }

    public static AuditEvent event(
            String source, String id, int patient, int accessor, boolean success) {
        return new AuditEvent(
                id,
                source,
                NOON,
                "rec_" + patient,
                new AuditEntry(
                        "log_" + id,
                        NOON,
                        "read",
                        Optional.of("rec_" + patient),
                        Optional.of(address(patient)),
                        Optional.of(address(accessor)),
                        Optional.of("1234567893"),
                        Optional.of("treatment"),
                        Optional.of("hmac-sha256:2026-03-01:" + "0a".repeat(32)),
                        success,
                        Optional.empty(),
                        Optional.empty()));
    }

    public static IncomingEvent incoming(long offset, AuditEvent event) {
        return incoming(offset, event.toJson().canonical());
    }

    public static IncomingEvent incoming(long offset, byte[] value) {
        return new IncomingEvent(
                new EventPosition("topic", 0, offset), new byte[0], value, Optional.empty());
    }
}
