package xyz.blueblocks.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.receive.Received;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.SendRequest;

/// Files sent one after the other without a break, each over a route of its own. The first failure
/// ends it, and every [#await] after it.
final class Traffic implements AutoCloseable {
    private static final int FILE_BYTES = (1 << 20) + 1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Member sender;
    private final PeerId receiver;
    private final Inbox inbox;
    private final Path file;
    private final BlockingQueue<Object> results = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().name("traffic").unstarted(this::run);
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile boolean closing;

    private Traffic(Member sender, PeerId receiver, Inbox inbox, Path file) {
        this.sender = sender;
        this.receiver = receiver;
        this.inbox = inbox;
        this.file = file;
    }

    /// Begins to send.
    ///
    /// @param inbox where it arrives
    static Traffic between(Member sender, PeerId receiver, Inbox inbox) throws IOException {
        Path file = SharedStack.folder("traffic").resolve("result.bin");
        Files.write(file, new byte[FILE_BYTES]);
        Traffic traffic = new Traffic(sender, receiver, inbox, file);
        traffic.thread.start();
        return traffic;
    }

    private void run() {
        try {
            while (!closing) {
                SendRequest request =
                        SendRequest.ofFile(receiver, file, "application/octet-stream");
                sender.client().send(request, ProgressListener.NONE).await();
                results.add(inbox.next());
                arrived.incrementAndGet();
            }
        } catch (BlueBlocksException | AssertionError e) {
            results.add(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until so many files more, begun after this call, have arrived.
    void await(int files) throws InterruptedException {
        results.removeIf(Received.class::isInstance);
        // The one on its way now was begun before.
        for (int i = 0; i < files + 1; i++) {
            switch (results.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                case Received _ -> {}
                case Throwable failure -> {
                    results.add(failure);
                    throw new AssertionError(
                            "after " + arrived + " files one did not arrive", failure);
                }
                case null, default -> throw new AssertionError("no file in " + PATIENCE);
            }
        }
    }

    /// Lets the file that is on its way arrive, and ends.
    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join(PATIENCE);
    }
}
