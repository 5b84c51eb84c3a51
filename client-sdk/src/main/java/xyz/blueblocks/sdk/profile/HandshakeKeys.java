package xyz.blueblocks.sdk.profile;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.Keystore;

/// Keys that open handshakes sent to this peer: random, replaced weekly, destroyed a week later, so
/// that who steals the keystore cannot open what was recorded before.
///
/// Each lies in the keystore as `handshake.` and the second it was made. Safe for use by many
/// threads.
final class HandshakeKeys implements AutoCloseable {
    private static final Duration CURRENT = Duration.ofDays(7);
    private static final Duration KEPT = Duration.ofDays(14);
    private static final String PREFIX = "handshake.";

    private final Keystore keystore;
    private final Map<String, HpkePrivateKey> byId = new ConcurrentHashMap<>();
    private final TreeMap<Long, HpkePublicKey> byBirth = new TreeMap<>(Comparator.naturalOrder());

    /// A key and until when its private half is kept.
    record Current(HpkePublicKey key, Instant expires) {}

    HandshakeKeys(Keystore keystore) {
        this.keystore = keystore;
        for (String name : List.copyOf(keystore.names())) {
            if (name.matches("handshake\\.\\d{1,12}")) {
                keystore.secret(name)
                        .ifPresent(secret -> {
                            try (secret) {
                                keep(Long.parseLong(name.substring(PREFIX.length())), secret);
                            }
                        });
            }
        }
    }

    /// The key to be published now; makes a new one when the last is a week old.
    synchronized Current current(Instant now) throws IOException {
        destroyOld(now);
        if (byBirth.isEmpty()
                || Instant.ofEpochSecond(byBirth.lastKey()).plus(CURRENT).isBefore(now)) {
            long birth = now.getEpochSecond();
            try (HpkePrivateKey fresh = HpkePrivateKey.generate(HpkeKem.XWING);
                    SecretBytes bytes = fresh.bytes()) {
                keystore.put(PREFIX + birth, bytes);
                keep(birth, bytes);
            }
        }
        return new Current(
                byBirth.lastEntry().getValue(),
                Instant.ofEpochSecond(byBirth.lastKey()).plus(KEPT));
    }

    /// The key with this 8-byte id.
    Optional<HpkePrivateKey> find(byte[] keyId) {
        return Optional.ofNullable(byId.get(Text.hex(keyId)));
    }

    private void destroyOld(Instant now) throws IOException {
        while (!byBirth.isEmpty()
                && Instant.ofEpochSecond(byBirth.firstKey()).plus(KEPT).isBefore(now)) {
            var oldest = byBirth.firstEntry();
            keystore.remove(PREFIX + oldest.getKey());
            byBirth.remove(oldest.getKey());
            HpkePrivateKey key = byId.remove(Text.hex(oldest.getValue().keyId()));
            if (key != null) {
                key.close();
            }
        }
    }

    private void keep(long birth, SecretBytes secret) {
        HpkePrivateKey key = HpkePrivateKey.fromBytes(HpkeKem.XWING, secret);
        byId.put(Text.hex(key.publicKey().keyId()), key);
        byBirth.put(birth, key.publicKey());
    }

    @Override
    public synchronized void close() {
        byId.values().forEach(HpkePrivateKey::close);
        byId.clear();
        byBirth.clear();
    }

    @Override
    public String toString() {
        return "HandshakeKeys[" + Arrays.toString(byBirth.keySet().toArray()) + "]";
    }
}
