package xyz.blueblocks.sdk.transfer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hash.Blake3;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.link.LinkIdentity;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.TimeWindow;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.DataAck;
import xyz.blueblocks.wire.message.MessageHead;
import xyz.blueblocks.wire.transfer.MessageBody;

/// A message of at most 1 MiB, signed, in its binary form.
public final class SignedMessage {
    private final MessageHead head;
    private final JsonObject json;
    private final byte[] body;
    private final int payloadBytes;

    private SignedMessage(MessageHead head, JsonObject json, byte[] body, int payloadBytes) {
        this.head = head;
        this.json = json;
        this.body = body;
        this.payloadBytes = payloadBytes;
    }

    /// Signs a message.
    public static SignedMessage sign(MessageHead head, byte[] payload, LinkIdentity identity) {
        JsonObject json = SignedJson.sign(head.toJson(), MessageHead.LABEL, identity.key());
        byte[] body = MessageBody.encode(json, payload);
        return new SignedMessage(head, json, body, payload.length);
    }

    /// `payload_hash` of bytes.
    public static String hash(byte[] payload) {
        return "blake3:" + Text.hex(Blake3.hash(payload));
    }

    /// Judges what a session's other end sent: E010 where the ids are not the session's, E005 where
    /// the signature is not the sender's, E013 where the payload is not the one that was signed.
    ///
    /// Its time is not judged here: a repeated message may be old.
    public static Optional<ErrorCode> wrong(MessageBody body, PeerId sender, PeerId recipient) {
        MessageHead head = body.head();
        if (!head.sender().equals(sender) || !head.recipient().equals(recipient)) {
            return Optional.of(ErrorCode.INVALID_FORMAT);
        }
        if (!SignedJson.verify(body.json(), MessageHead.LABEL, sender.publicKey())) {
            return Optional.of(ErrorCode.INVALID_SIGNATURE);
        }
        byte[] hash = Blake3.hash(body.array(), body.payloadOffset(), body.payloadLength());
        byte[] found = ("blake3:" + Text.hex(hash)).getBytes(StandardCharsets.US_ASCII);
        byte[] said = head.payloadHash().getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(found, said)
                ? Optional.empty()
                : Optional.of(ErrorCode.HASH_MISMATCH);
    }

    /// The receipt for a message, signed by its receiver.
    public static JsonObject receipt(
            MessageBody message, LinkIdentity receiver, boolean pq, Instant now) {
        MessageHead head = message.head();
        DataAck ack =
                new DataAck(
                        DataAck.Status.COMPLETE,
                        receiver.self(),
                        head.sender(),
                        new DataAck.Subject.OfMessage(head.messageId()),
                        Receipts.offerHash(message.json()),
                        Optional.empty(),
                        Optional.of(
                                new DataAck.Completion(
                                        head.payloadHash(), message.payloadLength(), pq)),
                        Optional.empty(),
                        now);
        return SignedJson.sign(ack.toJson(), DataAck.LABEL, receiver.key());
    }

    /// An answer that holds.
    static Decoded<Answer> answer(MessageBody body, PeerId sender, PeerId self, Instant now) {
        Optional<ErrorCode> wrong = wrong(body, sender, self);
        if (wrong.isPresent()) {
            return Decoded.malformed(wrong.get(), "answer", -1);
        }
        return TimeWindow.holds(body.head().timestamp(), now)
                ? Decoded.ok(new Answer(body.head(), body.payload()))
                : Decoded.malformed(ErrorCode.REPLAY_DETECTED, "answer: old", -1);
    }

    /// What it says of itself.
    public MessageHead head() {
        return head;
    }

    /// Body of the DATA that carries it; not a copy.
    public byte[] body() {
        return body;
    }

    int payloadBytes() {
        return payloadBytes;
    }

    /// Whether an acknowledgement is about this message.
    boolean answeredBy(DataAck ack) {
        return Receipts.answers(
                ack, new DataAck.Subject.OfMessage(head.messageId()), Receipts.offerHash(json));
    }

    /// Whether an acknowledgement is the receipt for it.
    boolean completedBy(DataAck ack) {
        return Receipts.holds(ack.completion(), head.payloadHash(), payloadBytes);
    }
}
