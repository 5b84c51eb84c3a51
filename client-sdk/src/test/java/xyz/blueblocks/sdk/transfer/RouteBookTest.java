package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.route.AllowedPlaces;
import xyz.blueblocks.sdk.route.RouteSource;
import xyz.blueblocks.sdk.route.RouteTerms;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.message.Priority;

class RouteBookTest {
    private static final RouteTerms TERMS =
            new RouteTerms(AllowedPlaces.jurisdictions("NL"), Priority.EMERGENCY);

    private final AtomicLong asked = new AtomicLong();
    private final List<Set<PeerId>> avoided = new ArrayList<>();

    private final RouteSource planner =
            (_, sizeBytes, avoid, terms) -> {
                assertThat(terms).isEqualTo(TERMS);
                asked.set(sizeBytes);
                avoided.add(avoid);
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

    @Test
    @DisplayName("B10: a relay that failed is avoided only as long as a way leads around it")
    void where_nothing_else_is_left_failures_are_forgiven() {
        RouteBook book = book();
        PeerId relay = somebody();
        book.blame(Set.of(relay));
        assertThatThrownBy(() -> book.next(1)).isInstanceOf(BlueBlocksException.class);
        assertThat(avoided).containsExactly(Set.of(relay), Set.of());

        avoided.clear();
        assertThatThrownBy(() -> book.next(1)).isInstanceOf(BlueBlocksException.class);
        assertThat(avoided).containsExactly(Set.of());
    }

    @Test
    @DisplayName("B10: of relays that failed, those that failed last are forgiven last")
    void the_newest_failure_is_forgiven_last() {
        RouteBook book = book();
        Set<PeerId> before = Set.of(somebody(), somebody());
        Set<PeerId> last = Set.of(somebody());
        book.blame(before);
        book.blame(last);
        book.blame(Set.of());
        assertThatThrownBy(() -> book.next(1)).isInstanceOf(BlueBlocksException.class);

        assertThat(avoided).hasSize(3);
        assertThat(avoided.getFirst()).containsAll(before).containsAll(last);
        assertThat(avoided).last().isEqualTo(Set.of());
        assertThat(avoided.get(1)).isEqualTo(last);
        assertThat(book.foundWay()).isFalse();
    }

    private RouteBook book() {
        return new RouteBook(
                planner,
                somebody(),
                TERMS,
                new Surroundings(InstantSource.system(), System::nanoTime, new SecureRandom()));
    }

    private static PeerId somebody() {
        try (Ed25519PrivateKey key = Ed25519PrivateKey.generate()) {
            return PeerId.of(key.publicKey());
        }
    }
}
