package xyz.blueblocks.localstack.demo;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.receive.IncomingOffer;
import xyz.blueblocks.sdk.receive.ReceiveListener;
import xyz.blueblocks.sdk.receive.ReceivePolicy;
import xyz.blueblocks.sdk.receive.Received;
import xyz.blueblocks.sdk.receive.Reply;

/// The provider's side: takes what the patient sends into a folder, from nobody else.
final class DemoInbox implements ReceivePolicy, ReceiveListener {
    private final PeerId from;
    private final Path folder;
    private final BlockingQueue<Received> arrived = new LinkedBlockingQueue<>();

    DemoInbox(PeerId from, Path folder) {
        this.from = from;
        this.folder = folder;
    }

    @Override
    public boolean admits(PeerId sender) {
        return sender.equals(from);
    }

    @Override
    public Decision judge(IncomingOffer offer) {
        return new Decision.Store(folder, offer.name().orElse("unnamed"));
    }

    @Override
    public Optional<Reply> arrived(Received what) {
        arrived.add(what);
        return Optional.empty();
    }

    /// What arrived next; the receipt comes after it, so it is there.
    Received next() throws InterruptedException {
        return arrived.take();
    }
}
