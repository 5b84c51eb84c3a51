package xyz.blueblocks.sdk.receive;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Counts what the application knows and its sender does not yet: arrivals whose receipts have not
/// been handed to a link. A program that ends waits for them. Safe for threads.
final class OwedAnswers {
    private int owed;

    /// One more, until it is closed.
    Owed begin() {
        synchronized (this) {
            owed++;
        }
        return this::done;
    }

    /// One answer.
    interface Owed extends AutoCloseable {
        /// It went out, or never will.
        @Override
        void close();
    }

    private synchronized void done() {
        owed--;
        notifyAll();
    }

    /// Waits until all went out.
    ///
    /// @return whether they did in time
    synchronized boolean await(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (owed > 0) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
