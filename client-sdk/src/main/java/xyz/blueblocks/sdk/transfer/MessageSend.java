package xyz.blueblocks.sdk.transfer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.session.SessionInfo;
import xyz.blueblocks.wire.ErrorCode;

/// One message, or small file, on its way.
final class MessageSend implements Transfer {
    private final SenderParts parts;
    private final MessageLine line;
    private final SignedMessage message;
    private final TransferTally tally;
    private final CompletableFuture<Delivery> result = new CompletableFuture<>();

    MessageSend(
            SenderParts parts, MessageLine line, SignedMessage message, ProgressListener listener) {
        this.parts = parts;
        this.line = line;
        this.message = message;
        this.tally = new TransferTally(parts.around(), message.payloadBytes(), listener);
    }

    Delivery run() throws InterruptedException {
        tally.begin(() -> {});
        try {
            tally.phase(Progress.Phase.SENDING);
            tally.sent(message.payloadBytes());
            MessageLine.Result got =
                    line.exchange(message, false, parts.settings().patience(), tally::carriedBy);
            SessionInfo info = got.session().info();
            tally.opened(info);
            tally.held(message.payloadBytes());
            tally.phase(Progress.Phase.DELIVERED);
            return new Delivery(
                    id(),
                    message.head().recipient(),
                    message.payloadBytes(),
                    message.head().payloadHash(),
                    got.receipt().orElseThrow().json(),
                    info.relays(),
                    tally.places(),
                    info.suite().wireName(),
                    info.postQuantum(),
                    info.onionPostQuantum(),
                    1,
                    tally.sentBytes(),
                    tally.sinceFirstByte());
        } finally {
            tally.end();
        }
    }

    CompletableFuture<Delivery> result() {
        return result;
    }

    @Override
    public String id() {
        return message.head().messageId();
    }

    @Override
    public Progress progress() {
        return tally.progress();
    }

    @Override
    public List<PeerId> relays() {
        return tally.relays();
    }

    @Override
    public Delivery await() throws InterruptedException {
        return Outcome.of(result);
    }

    @Override
    public CompletionStage<Delivery> delivered() {
        return result.minimalCompletionStage();
    }

    /// The caller is told at once; a message that is out already cannot be called back.
    @Override
    public void cancel() {
        result.completeExceptionally(
                new BlueBlocksException(
                        ErrorCode.CHUNK_MISSING,
                        "Sending was cancelled; the message may have arrived all the same.",
                        ""));
    }
}
