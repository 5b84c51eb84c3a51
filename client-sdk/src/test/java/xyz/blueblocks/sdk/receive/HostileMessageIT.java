package xyz.blueblocks.sdk.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.MessageHead;
import xyz.blueblocks.wire.transfer.MessageBody;

/// Messages sent again and again, or with another payload than was signed.
final class HostileMessageIT extends HostileSender {
    @Test
    @DisplayName(
            "E19: the same message a hundred times reaches the application once, with one receipt")
    void a_message_counts_once() throws Exception {
        byte[] payload = {1, 2, 3};
        MessageHead head =
                new MessageHead(
                        "m-1",
                        "text/plain",
                        ends.from.id,
                        ends.to.id,
                        xyz.blueblocks.sdk.transfer.SignedMessage.hash(payload),
                        Optional.empty(),
                        Optional.empty(),
                        Instant.now());
        byte[] body =
                MessageBody.encode(
                        SignedJson.sign(head.toJson(), MessageHead.LABEL, ends.from.key), payload);
        for (int i = 0; i < 100; i++) {
            session.send(FrameType.DATA, body);
        }
        JsonObject first = end.next().json();
        for (int i = 1; i < 100; i++) {
            assertThat(end.next().json()).isEqualTo(first);
        }
        assertThat(first.text("status")).contains("complete");
        assertThat(ends.arrived).hasSize(1);
    }

    @Test
    @DisplayName("E02: a message whose payload is not the one that was signed is refused, E013")
    void another_payload() throws Exception {
        MessageHead head =
                new MessageHead(
                        "m-2",
                        "text/plain",
                        ends.from.id,
                        ends.to.id,
                        xyz.blueblocks.sdk.transfer.SignedMessage.hash(new byte[] {1}),
                        Optional.empty(),
                        Optional.empty(),
                        Instant.now());
        session.send(
                FrameType.DATA,
                MessageBody.encode(
                        SignedJson.sign(head.toJson(), MessageHead.LABEL, ends.from.key),
                        new byte[] {2}));
        isRefusedWith(ErrorCode.HASH_MISMATCH);
    }
}
