package xyz.blueblocks.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.receive.IncomingOffer;
import xyz.blueblocks.sdk.receive.ReceiveListener;
import xyz.blueblocks.sdk.receive.ReceivePolicy;
import xyz.blueblocks.sdk.receive.Received;
import xyz.blueblocks.sdk.receive.Reply;

/// Takes what one peer sends into a folder; on request so slowly that a test can look around while
/// a file is on its way.
final class Inbox implements ReceivePolicy, ReceiveListener {
    private static final Duration ARRIVAL = Duration.ofMinutes(2);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final PeerId from;
    private final Path folder;
    private final Duration pause;
    private final CountDownLatch flowing = new CountDownLatch(1);
    private final CountDownLatch hurry = new CountDownLatch(1);
    private final BlockingQueue<Received> arrived = new LinkedBlockingQueue<>();

    private Inbox(PeerId from, Path folder, Duration pause) {
        this.from = from;
        this.folder = folder;
        this.pause = pause;
    }

    /// Takes everything as fast as it comes.
    static Inbox of(PeerId from) {
        return new Inbox(from, SharedStack.folder("inbox"), Duration.ZERO);
    }

    /// Rests after each chunk it takes, until [#hurry].
    static Inbox slow(PeerId from, Duration pause) {
        return new Inbox(from, SharedStack.folder("inbox"), pause);
    }

    @Override
    public boolean admits(PeerId sender) {
        return sender.equals(from);
    }

    @Override
    public Decision judge(IncomingOffer offer) {
        return new Decision.Store(folder, offer.name().orElse("unnamed"));
    }

    /// Called by the worker that takes the chunks: while it waits here, nothing is taken.
    @Override
    public void progress(IncomingOffer offer, long bytesHeld) {
        flowing.countDown();
        try {
            hurry.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether chunks arrive, which is waited for a little.
    boolean isFlowing() throws InterruptedException {
        return flowing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// From here on it is as fast as any other.
    void hurry() {
        hurry.countDown();
    }

    boolean isEmpty() {
        return arrived.isEmpty();
    }

    @Override
    public Optional<Reply> arrived(Received what) {
        arrived.add(what);
        return Optional.empty();
    }

    /// What arrived next.
    Received next() throws InterruptedException {
        Received next = arrived.poll(ARRIVAL.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing arrived in " + ARRIVAL);
        }
        return next;
    }
}
