package xyz.blueblocks.sdk.receive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.session.Session;
import xyz.blueblocks.sdk.transfer.Receipts;
import xyz.blueblocks.sdk.transfer.SessionError;
import xyz.blueblocks.sdk.transfer.SignedMessage;
import xyz.blueblocks.sdk.transfer.TransferEvent;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.TimeWindow;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.FileNames;
import xyz.blueblocks.wire.message.MessageHead;
import xyz.blueblocks.wire.transfer.MessageBody;

/// Takes in messages of at most 1 MiB: judged, handed over once, written down, acknowledged.
///
/// Safe for threads; two copies of one message wait for each other.
final class MessageIntake {
    private static final int ID_BYTES = 16;
    private static final int KEY_CHARS = 32;

    private final ReceiverParts parts;
    private final IncomingStore store;
    private final Acknowledgements acks;
    private final KeyedLocks locks = new KeyedLocks();

    MessageIntake(ReceiverParts parts, IncomingStore store) {
        this.parts = parts;
        this.store = store;
        this.acks = new Acknowledgements(parts.identity(), parts.around());
    }

    /// Takes a message in; on a worker.
    void arrived(MessageBody message, InboundSession from) throws InterruptedException {
        PeerId sender = from.session().info().peer();
        MessageHead head = message.head();
        Optional<ErrorCode> wrong = SignedMessage.wrong(message, sender, parts.identity().self());
        if (wrong.isPresent()) {
            from.complain(
                    new SessionError(
                            wrong.get(),
                            Optional.empty(),
                            java.util.OptionalLong.empty(),
                            Optional.of(head.messageId())));
            parts.listener().refused(sender, Optional.empty(), wrong.get());
            return;
        }
        try (KeyedLocks.Held _ = locks.hold(sender + " " + head.messageId())) {
            Optional<JsonObject> receipt = parts.journal().find(sender, head.messageId());
            if (receipt.isPresent()) {
                repeat(message, receipt.get(), from);
            } else {
                take(message, from);
            }
        }
    }

    private void repeat(MessageBody message, JsonObject receipt, InboundSession from)
            throws InterruptedException {
        boolean same =
                receipt.text("offer_hash")
                        .filter(Receipts.offerHash(message.json())::equals)
                        .isPresent();
        if (same) {
            from.session().send(FrameType.DATA_ACK, receipt.canonical());
        } else {
            refuse(message, ErrorCode.INVALID_FORMAT, from);
        }
    }

    private void take(MessageBody message, InboundSession from) throws InterruptedException {
        if (!TimeWindow.holds(message.head().timestamp(), parts.around().now())) {
            refuse(message, ErrorCode.REPLAY_DETECTED, from);
            return;
        }
        IncomingOffer offer = shown(message, from.session());
        switch (parts.policy().judge(offer)) {
            case ReceivePolicy.Decision.Refuse(var code, var _) -> refuse(message, code, from);
            case ReceivePolicy.Decision.Keep() -> hand(message, offer, Optional.empty(), from);
            case ReceivePolicy.Decision.Store(Path folder, String name) ->
                    store(message, offer, folder, name, from);
        }
    }

    private void store(
            MessageBody message, IncomingOffer offer, Path folder, String name, InboundSession from)
            throws InterruptedException {
        byte[] id = message.head().messageId().getBytes(StandardCharsets.UTF_8);
        String key = Text.hex(Sha256.hash(offer.sender().bytes(), id)).substring(0, KEY_CHARS);
        Path hidden = PartFile.pathOf(folder, key);
        try {
            Optional<Path> before = store.placed(key).filter(place -> holds(place, message));
            if (before.isPresent()) {
                // A kill came before the receipt was written down: it is not published again.
                hand(message, offer, Optional.of(before::get), from);
                store.drop(key);
                return;
            }
            try (PartFile part = PartFile.create(hidden, 0)) {
                part.write(message.payload(), message.payloadLength(), 0);
                part.force();
            }
            PartFile.PlaceNote note = place -> store.place(key, place);
            hand(
                    message,
                    offer,
                    Optional.of(() -> PartFile.publish(hidden, folder, name, note)),
                    from);
            store.drop(key);
        } catch (IOException e) {
            refuse(message, ErrorCode.FILE_TOO_LARGE, from);
        } finally {
            remove(hidden);
        }
    }

    private static boolean holds(Path place, MessageBody message) {
        try {
            return Files.size(place) == message.payloadLength()
                    && Arrays.equals(Files.readAllBytes(place), message.payload());
        } catch (IOException e) {
            return false;
        }
    }

    private static void remove(Path hidden) {
        try {
            Files.deleteIfExists(hidden);
        } catch (IOException e) {
            System.getLogger(MessageIntake.class.getName())
                    .log(System.Logger.Level.WARNING, "an unfinished file could not be removed");
        }
    }

    /// Gives a payload on disk its place.
    private interface Stored {
        Path publish() throws IOException;
    }

    private void hand(
            MessageBody message, IncomingOffer offer, Optional<Stored> stored, InboundSession from)
            throws InterruptedException {
        try (OwedAnswers.Owed _ = parts.owed().begin()) {
            settle(message, offer, stored, from);
        }
    }

    private void settle(
            MessageBody message, IncomingOffer offer, Optional<Stored> stored, InboundSession from)
            throws InterruptedException {
        Session session = from.session();
        TransferEvent event = ReceiveEvents.received(offer, parts);
        JsonObject receipt =
                SignedMessage.receipt(
                        message,
                        parts.identity(),
                        session.info().postQuantum(),
                        parts.around().now());
        Optional<Reply> reply;
        try {
            parts.observer().before(event);
            reply = parts.listener().arrived(received(message, offer, receipt, stored));
        } catch (BlueBlocksException e) {
            refuse(message, e.code(), from);
            return;
        } catch (IOException e) {
            refuse(message, ErrorCode.FILE_TOO_LARGE, from);
            return;
        } catch (RuntimeException e) {
            System.getLogger(MessageIntake.class.getName())
                    .log(System.Logger.Level.ERROR, "the application failed on a message", e);
            refuse(message, ErrorCode.INVALID_FORMAT, from);
            return;
        }
        parts.journal().append(offer.sender(), offer.id(), receipt, stored.isPresent());
        if (reply.isPresent()) {
            answer(message.head(), reply.get(), session);
        }
        session.send(FrameType.DATA_ACK, receipt.canonical());
        parts.observer().after(event);
    }

    private static Received received(
            MessageBody message, IncomingOffer offer, JsonObject receipt, Optional<Stored> stored)
            throws IOException {
        if (stored.isEmpty()) {
            return Received.inMemory(offer, receipt, message.payload());
        }
        return Received.onDisk(offer, receipt, stored.get().publish());
    }

    private void answer(MessageHead asked, Reply reply, Session session)
            throws InterruptedException {
        MessageHead head =
                new MessageHead(
                        Text.hex(parts.around().bytes(ID_BYTES)),
                        reply.contentType(),
                        parts.identity().self(),
                        asked.sender(),
                        SignedMessage.hash(reply.payload()),
                        Optional.empty(),
                        Optional.of(asked.messageId()),
                        parts.around().now());
        SignedMessage message = SignedMessage.sign(head, reply.payload(), parts.identity());
        session.send(FrameType.DATA, message.body());
    }

    private void refuse(MessageBody message, ErrorCode code, InboundSession from)
            throws InterruptedException {
        JsonObject refusal = acks.refused(message.head(), message.json(), code);
        from.session().send(FrameType.DATA_ACK, refusal.canonical());
        from.refused(shown(message, from.session()), code);
    }

    private static IncomingOffer shown(MessageBody message, Session session) {
        MessageHead head = message.head();
        return new IncomingOffer(
                IncomingOffer.Kind.MESSAGE,
                head.messageId(),
                head.sender(),
                head.filename().map(FileNames::display),
                head.contentType(),
                message.payloadLength(),
                head.payloadHash(),
                head.inReplyTo(),
                head.timestamp(),
                session.info().postQuantum());
    }
}
