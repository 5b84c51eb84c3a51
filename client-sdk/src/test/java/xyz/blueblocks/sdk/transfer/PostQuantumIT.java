package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.fixture.TestClient;
import xyz.blueblocks.sdk.fixture.TinyRelay;
import xyz.blueblocks.wire.ErrorCode;

/// Relays and receivers without post-quantum keys.
@Timeout(300)
final class PostQuantumIT extends TransferCase {
    /// A relay that only has X25519, or a receiver that does.
    private void classical(boolean receiver) throws Exception {
        if (receiver) {
            ends.to.close();
            ends.to = new TestClient(ends.authority, HpkeKem.X25519, TestClient.real());
        }
        ends.relays.add(
                new TinyRelay(
                        ends.authority, ends.directory, receiver ? HpkeKem.XWING : HpkeKem.X25519));
    }

    private Transfer send(int bytes) throws Exception {
        return ends.sender.send(
                SendRequest.ofFile(ends.to.id, ends.file("a", bytes, 1), "image/png"),
                ProgressListener.NONE);
    }

    @ParameterizedTest(name = "the receiver: {0}, else a relay")
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "D16, X25: with pq=required a relay or a receiver without post-quantum keys is refused,"
                    + " E006, before anything is sent, and the error says why")
    void required(boolean receiver) throws Exception {
        classical(receiver);
        ends.settings = ends.settings.with(ends.settings.policy().requiringPostQuantum());
        ends.start(0);
        for (int bytes : new int[] {1, 3 << 20}) {
            Transfer transfer = send(bytes);
            assertThatThrownBy(transfer::await)
                    .isInstanceOfSatisfying(
                            BlueBlocksException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.ENCRYPTION_ERROR);
                                assertThat(e.whatHappened()).contains("post-quantum");
                                assertThat(e.whatToDo()).isNotEmpty();
                            });
        }
        assertThat(ends.relays.getFirst().cells).hasValue(0);
        assertThat(ends.arrived).isEmpty();
    }

    @ParameterizedTest(name = "the receiver: {0}, else a relay")
    @ValueSource(booleans = {true, false})
    @DisplayName("D16, X25: without it the transfer is made, and its result says what was used")
    void preferred(boolean receiver) throws Exception {
        classical(receiver);
        ends.start(0);
        for (int bytes : new int[] {1, 3 << 20}) {
            Delivery delivery = send(bytes).await();
            assertThat(delivery.onionPostQuantum()).isFalse();
            assertThat(delivery.postQuantum()).isTrue();
            assertThat(delivery.receipt().bool("pq")).contains(true);
        }
    }
}
