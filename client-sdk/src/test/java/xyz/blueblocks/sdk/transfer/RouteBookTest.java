package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.route.RouteSource;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;

class RouteBookTest {
    private final AtomicLong asked = new AtomicLong();

    private final RouteSource planner =
            (_, sizeBytes, _) -> {
                asked.set(sizeBytes);
                throw BlueBlocksException.of(ErrorCode.ROUTE_UNAVAILABLE);
            };

    @ParameterizedTest
    @ValueSource(longs = {4L << 30, Limits.MAX_FILE_BYTES})
    void a_route_for_the_largest_files_is_one_that_may_be_asked_for(long sizeBytes) {
        assertThatThrownBy(() -> book().next(sizeBytes)).isInstanceOf(BlueBlocksException.class);

        assertThat(asked.get()).isBetween(sizeBytes, Limits.MAX_FILE_BYTES);
    }

    @Test
    void a_route_has_room_for_padding() {
        assertThatThrownBy(() -> book().next(1 << 20)).isInstanceOf(BlueBlocksException.class);

        assertThat(asked.get()).isGreaterThan((1 << 20) * 9 / 8);
    }

    private RouteBook book() {
        try (Ed25519PrivateKey key = Ed25519PrivateKey.generate()) {
            return new RouteBook(
                    planner,
                    PeerId.of(key.publicKey()),
                    new Surroundings(InstantSource.system(), System::nanoTime, new SecureRandom()));
        }
    }
}
