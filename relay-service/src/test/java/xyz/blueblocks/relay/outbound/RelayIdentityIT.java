package xyz.blueblocks.relay.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.wire.message.Endpoint;
import xyz.blueblocks.wire.message.RelayDescriptor;
import xyz.blueblocks.wire.message.RelayLimits;

final class RelayIdentityIT {
    private static final Instant START = Instant.ofEpochSecond(1_800_000_000L);

    @TempDir Path folder;
    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    private RelayIdentity open() {
        return new RelayIdentity(
                new RelayVolume(folder.resolve("state")),
                new RelayIdentity.Description(
                        List.of(new Endpoint("bb-link", "bb-link://127.0.0.1:4443", 1)),
                        "operator",
                        "eu-central-1",
                        "DE",
                        "node",
                        RelayLimits.DEFAULT),
                now::get);
    }

    private RelayDescriptor read(RelayIdentity identity) {
        return RelayDescriptor.verified(identity.descriptor(), identity.id(), now.get())
                .orElseThrow();
    }

    @Test
    @DisplayName("X06, C38: identity and onion keys outlive the process, in files for nobody else")
    void keys_outlive_the_process() throws Exception {
        RelayIdentity first = open();
        RelayDescriptor descriptor = read(first);
        assertThat(descriptor.onionKeys()).hasSize(2);
        RelayIdentity again = open();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(read(again).onionKeys()).isEqualTo(descriptor.onionKeys());
        assertThat(again.onionKey(descriptor.onionKeys().getFirst().key().keyId())).isPresent();
        for (String name : List.of("identity.key", "encryption.key", "onion.keys")) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(
                                            folder.resolve("state").resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    @DisplayName("X06: keys turn by day; the day before yesterday's is gone from memory and disk")
    void keys_turn_by_day() {
        RelayIdentity identity = open();
        RelayDescriptor before = read(identity);
        byte[] today = before.onionKeys().get(0).key().keyId();
        byte[] tomorrow = before.onionKeys().get(1).key().keyId();
        now.set(START.plus(Duration.ofHours(25)));
        identity.turn();
        assertThat(identity.onionKey(today)).isPresent();
        assertThat(read(identity).onionKeys().getFirst().key().keyId()).isEqualTo(tomorrow);
        now.set(START.plus(Duration.ofHours(48)));
        identity.turn();
        assertThat(identity.onionKey(today)).isEmpty();
        assertThat(identity.onionKey(tomorrow)).isPresent();
        assertThat(open().onionKey(today)).isEmpty();
    }

    @Test
    @DisplayName("X06: a descriptor is made anew every hour and lives 25 h at most")
    void descriptors_are_renewed() {
        RelayIdentity identity = open();
        var first = identity.descriptor();
        now.set(START.plus(Duration.ofMinutes(59)));
        identity.turn();
        assertThat(identity.descriptor()).isEqualTo(first);
        now.set(START.plus(Duration.ofMinutes(60)));
        identity.turn();
        assertThat(read(identity).issued()).isEqualTo(now.get());
        assertThat(Duration.between(read(identity).issued(), read(identity).expires()))
                .isLessThanOrEqualTo(Duration.ofHours(26));
    }
}
