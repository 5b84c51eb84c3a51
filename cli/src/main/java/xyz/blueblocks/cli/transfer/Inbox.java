package xyz.blueblocks.cli.transfer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import xyz.blueblocks.cli.profile.People;
import xyz.blueblocks.cli.terminal.Output;
import xyz.blueblocks.cli.terminal.ProgressBar;
import xyz.blueblocks.cli.terminal.Shown;
import xyz.blueblocks.cli.terminal.Sizes;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.profile.Contacts;
import xyz.blueblocks.sdk.receive.IncomingOffer;
import xyz.blueblocks.sdk.receive.ReceiveListener;
import xyz.blueblocks.sdk.receive.Received;
import xyz.blueblocks.sdk.receive.Reply;
import xyz.blueblocks.sdk.transfer.Progress;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Tells the person what arrives, and runs their command for it.
final class Inbox implements ReceiveListener, AutoCloseable {
    private final Terminal terminal;
    private final Output output;
    private final Contacts contacts;
    private final Optional<ArrivalCommand> command;
    private final Map<String, ProgressBar> bars = new ConcurrentHashMap<>();
    private final CountDownLatch first = new CountDownLatch(1);

    Inbox(Terminal terminal, Output output, Contacts contacts, Optional<ArrivalCommand> command) {
        this.terminal = terminal;
        this.output = output;
        this.contacts = contacts;
        this.command = command;
    }

    /// Waits until something has arrived; false when nothing did in time.
    boolean awaitFirst(long patienceMillis) throws InterruptedException {
        return first.await(patienceMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public Optional<Reply> arrived(Received what) {
        IncomingOffer offer = what.offer();
        endBar(offer);
        Path file = what.file().orElseThrow();
        String sender = People.shown(contacts, offer.sender());
        output.answer(json(what, file), lines(offer, file, sender));
        command.ifPresent(each -> each.run(offer, file, sender));
        first.countDown();
        return Optional.empty();
    }

    private static List<String> lines(IncomingOffer offer, Path file, String sender) {
        return List.of(
                "%s from %s: %s, %s"
                        .formatted(
                                Shown.line(InboxPolicy.nameOf(offer)),
                                sender,
                                Sizes.text(offer.sizeBytes()),
                                Shown.line(offer.contentType())),
                "  file     " + file,
                "  id       " + Shown.line(offer.id()),
                "  hash     " + offer.hash() + ", verified",
                "  sealed   "
                        + (offer.postQuantum()
                                ? "post-quantum keys"
                                : "without post-quantum keys"));
    }

    private JsonObject json(Received what, Path file) {
        IncomingOffer offer = what.offer();
        return Json.object()
                .put("event", "arrived")
                .put("id", offer.id())
                .put("sender", offer.sender().toString())
                .putText("sender_name", contacts.name(offer.sender()))
                .put("name", InboxPolicy.nameOf(offer))
                .put("file", file.toString())
                .put("content_type", offer.contentType())
                .put("size_bytes", offer.sizeBytes())
                .put("hash", offer.hash())
                .put("post_quantum", offer.postQuantum())
                .put("receipt", what.receipt())
                .build();
    }

    @Override
    public void progress(IncomingOffer offer, long bytesHeld) {
        if (!output.showsProgress()) return;
        Progress now = new Progress(Progress.Phase.SENDING, bytesHeld, offer.sizeBytes(), 0);
        // One line can show one file: on a terminal the first that moves.
        if (!terminal.lively() || bars.isEmpty() || bars.containsKey(offer.id())) {
            bars.computeIfAbsent(
                            offer.id(), _ -> ProgressBar.of(terminal, InboxPolicy.nameOf(offer)))
                    .progress(now);
        }
    }

    @Override
    public void refused(PeerId sender, Optional<IncomingOffer> offer, ErrorCode code) {
        offer.ifPresent(this::endBar);
        String what = offer.map(each -> Shown.line(InboxPolicy.nameOf(each))).orElse("a session");
        output.note(
                "Refused %s of %s (%s %s)."
                        .formatted(
                                what, People.shown(contacts, sender), code.code(), code.title()));
    }

    private void endBar(IncomingOffer offer) {
        ProgressBar bar = bars.remove(offer.id());
        if (bar != null) bar.close();
    }

    @Override
    public void close() {
        bars.values().forEach(ProgressBar::close);
        command.ifPresent(ArrivalCommand::close);
    }
}
