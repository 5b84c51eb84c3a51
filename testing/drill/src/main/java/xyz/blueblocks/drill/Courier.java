package xyz.blueblocks.drill;

import java.time.Duration;
import java.util.concurrent.Callable;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.SendRequest;

/// Sends one thing after another, each as any program would: once, without a second try of its own.
final class Courier implements AutoCloseable {
    private static final Duration LAST_ONE = Duration.ofMinutes(6);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final String name;
    private final DrillPeer sender;
    private final Callable<SendRequest> next;
    private final Duration pace;
    private final Logbook logbook;
    private final Thread thread;
    private volatile boolean closing;

    private Courier(
            String name,
            DrillPeer sender,
            Callable<SendRequest> next,
            Duration pace,
            Logbook logbook) {
        this.name = name;
        this.sender = sender;
        this.next = next;
        this.pace = pace;
        this.logbook = logbook;
        this.thread = Thread.ofPlatform().name("courier-" + name).unstarted(this::run);
    }

    /// Begins to send.
    ///
    /// @param pace rest between two transfers
    static Courier begin(
            String name,
            DrillPeer sender,
            Callable<SendRequest> next,
            Duration pace,
            Logbook logbook) {
        Courier courier = new Courier(name, sender, next, pace, logbook);
        courier.thread.start();
        return courier;
    }

    String name() {
        return name;
    }

    DrillPeer sender() {
        return sender;
    }

    private void run() {
        try {
            while (!closing) {
                Thread.sleep(sendOne() ? pace : AFTER_FAILURE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean sendOne() throws InterruptedException {
        long began = System.nanoTime();
        try {
            Delivery delivery = sender.client().send(next.call(), ProgressListener.NONE).await();
            note(began, delivery.id(), "");
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (BlueBlocksException e) {
            note(began, "", e.code() + ": " + e.getMessage());
        } catch (Exception e) {
            note(began, "", e.toString());
        }
        return false;
    }

    private void note(long began, String id, String failure) {
        logbook.add(new Logbook.Entry(name, began, System.nanoTime(), id, failure));
    }

    /// Lets the one on its way arrive, and ends.
    @Override
    public void close() throws InterruptedException {
        closing = true;
        if (!thread.join(LAST_ONE)) {
            thread.interrupt();
        }
    }
}
