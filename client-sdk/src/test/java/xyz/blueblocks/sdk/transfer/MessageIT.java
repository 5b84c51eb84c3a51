package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.receive.ReceivePolicy;
import xyz.blueblocks.sdk.receive.Received;
import xyz.blueblocks.sdk.receive.Reply;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.ContentTypes;

/// Messages of a session: what they carry, and acknowledgements that come too late.
final class MessageIT extends TransferCase {
    private SendRequest message(String contentType) {
        return SendRequest.ofBytes(ends.to.id, new byte[] {1, 2, 3}, contentType);
    }

    @Test
    @DisplayName(
            "C07: an acknowledgement nobody waits for is read over and counted; the session goes on")
    void a_late_acknowledgement() throws Exception {
        // A line that is open and warm, and stays so: the two seconds below are for waiting alone.
        ends.settings =
                ends.settings.withTimes(
                        Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofMinutes(5));
        ends.start(2);
        ends.sender.send(message(ContentTypes.TEXT), ProgressListener.NONE).await();
        Eventually.next("arrived", ends.arrived);
        CountDownLatch held = new CountDownLatch(1);
        ends.judge =
                _ -> {
                    try {
                        held.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new ReceivePolicy.Decision.Keep();
                };
        BlueBlocksException late =
                catchThrowableOfType(
                        BlueBlocksException.class,
                        () -> ends.sender.ask(message(ContentTypes.TEXT), Duration.ofSeconds(2)));
        assertThat(late.code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(ends.sender.strayAcknowledgements()).isZero();
        held.countDown();
        Eventually.next("arrived", ends.arrived);
        ends.sender.send(message(ContentTypes.TEXT), ProgressListener.NONE).await();
        Eventually.holds("one stray", () -> ends.sender.strayAcknowledgements() == 1);
        assertThat(ends.routesAsked).hasValue(1);
    }

    @Test
    @DisplayName(
            "X09, D10: a message that has no frame type travels as DATA with its content type, and"
                    + " is answered in the same way")
    void a_record_request_travels_as_data() throws Exception {
        ends.judge = _ -> new ReceivePolicy.Decision.Keep();
        ends.reply = _ -> Optional.of(Reply.of(ContentTypes.FHIR_JSON, new byte[] {4, 5}));
        ends.start(2);
        Answer answer =
                ends.sender.ask(message(ContentTypes.RECORD_REQUEST), Duration.ofSeconds(60));
        assertThat(answer.head().contentType()).isEqualTo(ContentTypes.FHIR_JSON);
        assertThat(answer.payload()).containsExactly(4, 5);
        Received got = Eventually.next("arrived", ends.arrived);
        assertThat(got.offer().contentType()).isEqualTo(ContentTypes.RECORD_REQUEST);
        assertThat(got.payload()).containsExactly(1, 2, 3);
    }
}
