package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.sdk.fixture.HandReceiver;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.DataAck;
import xyz.blueblocks.wire.message.FileId;
import xyz.blueblocks.wire.transfer.DataBody;
import xyz.blueblocks.wire.transfer.FileOffer;
import xyz.blueblocks.wire.transfer.MessageBody;

/// A sender believes only the receiver's own signature under this very offer.
@Timeout(300)
final class ForgedReceiptIT extends TransferCase {
    private final Ed25519PrivateKey stranger = Ed25519PrivateKey.generate();
    private final PeerId strangerId = PeerId.of(stranger.publicKey());
    private HandReceiver hand;

    /// What is wrong with a receipt, and what the sender says to it.
    enum Forgery {
        SIGNED_BY_ANOTHER(ErrorCode.INVALID_SIGNATURE),
        NOT_SIGNED(ErrorCode.INVALID_FORMAT),
        OF_ANOTHER_RECEIVER(ErrorCode.INVALID_SIGNATURE),
        FOR_ANOTHER_SENDER(ErrorCode.INVALID_SIGNATURE),
        ANOTHER_HASH(ErrorCode.HASH_MISMATCH),
        ANOTHER_SIZE(ErrorCode.HASH_MISMATCH),
        CHANGED_AFTERWARDS(ErrorCode.INVALID_SIGNATURE);

        final ErrorCode code;

        Forgery(ErrorCode code) {
            this.code = code;
        }
    }

    @BeforeEach
    void receiveByHand() throws Exception {
        hand = new HandReceiver(ends.to);
        ends.to.listen();
        ends.routes = (_, _, _) -> ends.to.direct();
        ends.startSender();
    }

    @AfterEach
    void stop() {
        hand.close();
    }

    private JsonObject forged(Forgery forgery, DataAck honest) {
        DataAck.Completion whole = honest.completion().orElseThrow();
        Ed25519PrivateKey own = ends.to.key;
        return switch (forgery) {
            case SIGNED_BY_ANOTHER -> HandReceiver.sign(honest, stranger);
            case NOT_SIGNED -> honest.toJson();
            case OF_ANOTHER_RECEIVER ->
                    HandReceiver.sign(between(honest, strangerId, honest.recipient()), stranger);
            case FOR_ANOTHER_SENDER ->
                    HandReceiver.sign(between(honest, honest.sender(), strangerId), own);
            case ANOTHER_HASH ->
                    HandReceiver.sign(
                            of(honest, whole("blake3:" + "0".repeat(64), whole.sizeBytes())), own);
            case ANOTHER_SIZE ->
                    HandReceiver.sign(of(honest, whole(whole.hash(), whole.sizeBytes() - 1)), own);
            case CHANGED_AFTERWARDS ->
                    HandReceiver.sign(honest, own).toBuilder().put("pq", !whole.pq()).build();
        };
    }

    private static DataAck.Completion whole(String hash, long sizeBytes) {
        return new DataAck.Completion(hash, sizeBytes, true);
    }

    private static DataAck between(DataAck of, PeerId sender, PeerId recipient) {
        return new DataAck(
                of.status(),
                sender,
                recipient,
                of.subject(),
                of.offerHash(),
                of.received(),
                of.completion(),
                of.error(),
                of.timestamp());
    }

    private static DataAck of(DataAck of, DataAck.Completion whole) {
        return new DataAck(
                of.status(),
                of.sender(),
                of.recipient(),
                of.subject(),
                of.offerHash(),
                of.received(),
                Optional.of(whole),
                of.error(),
                of.timestamp());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("E18, X60, D12: a receipt for a file that is not the receiver's is refused")
    void a_forged_receipt_for_a_file(Forgery forgery) throws Exception {
        Transfer transfer = send(ends.file("scan.dcm", 2 * MIB + 1, 1));
        HandReceiver.Heard in = hand.next();
        FileOffer offer = HandReceiver.offer(in);
        JsonObject receipt = forged(forgery, hand.receipt(offer));
        in.session().send(FrameType.DATA_ACK, receipt.canonical());
        failsWith(transfer, forgery.code);
        assertThat(ends.sender.unfinished()).isEmpty();
    }

    @Test
    @DisplayName("E18: a true receipt for another file does not end this one's transfer")
    void a_receipt_for_another_file() throws Exception {
        Transfer transfer = send(ends.file("scan.dcm", 2 * MIB + 1, 1));
        HandReceiver.Heard in = hand.next();
        FileOffer offer = HandReceiver.offer(in);
        DataAck honest = hand.receipt(offer);
        DataAck stale =
                new DataAck(
                        honest.status(),
                        honest.sender(),
                        honest.recipient(),
                        new DataAck.Subject.OfFile(new FileId(7, 7)),
                        honest.offerHash(),
                        honest.received(),
                        honest.completion(),
                        honest.error(),
                        honest.timestamp());
        JsonObject receipt = HandReceiver.sign(honest, ends.to.key);
        in.session().send(FrameType.DATA_ACK, HandReceiver.sign(stale, ends.to.key).canonical());
        in.session().send(FrameType.DATA_ACK, receipt.canonical());
        assertThat(transfer.await().receipt()).isEqualTo(receipt);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("E18, X60, D12: a receipt for a message that is not the receiver's is refused")
    void a_forged_receipt_for_a_message(Forgery forgery) throws Exception {
        Transfer transfer =
                ends.sender.send(
                        SendRequest.ofBytes(ends.to.id, new byte[] {1, 2, 3}, "text/plain"),
                        ProgressListener.NONE);
        HandReceiver.Heard in = hand.next();
        byte[] body = in.end().next().body();
        MessageBody message = (MessageBody) DataBody.decode(body, 0, body.length).orElseThrow();
        DataAck honest =
                new DataAck(
                        DataAck.Status.COMPLETE,
                        ends.to.id,
                        ends.from.id,
                        new DataAck.Subject.OfMessage(message.head().messageId()),
                        Receipts.offerHash(message.json()),
                        Optional.empty(),
                        Optional.of(whole(message.head().payloadHash(), 3)),
                        Optional.empty(),
                        ends.to.around.now());
        in.session().send(FrameType.DATA_ACK, forged(forgery, honest).canonical());
        failsWith(transfer, forgery.code);
    }
}
