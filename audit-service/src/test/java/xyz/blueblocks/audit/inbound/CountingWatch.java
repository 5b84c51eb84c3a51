package xyz.blueblocks.audit.inbound;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import xyz.blueblocks.audit.core.AppendOutcome;

/// Counts what a reader says.
final class CountingWatch implements LogWatch {
    final AtomicInteger appended = new AtomicInteger();
    final AtomicInteger repeats = new AtomicInteger();
    final AtomicInteger deadLetters = new AtomicInteger();
    final AtomicInteger failures = new AtomicInteger();
    final AtomicInteger lost = new AtomicInteger();
    final AtomicLong lag = new AtomicLong(-1);

    @Override
    public void appended(AppendOutcome outcome) {
        appended.addAndGet(outcome.appended());
        repeats.addAndGet(outcome.repeats());
        deadLetters.addAndGet(outcome.deadLetters().size());
    }

    @Override
    public void lag(long events) {
        lag.set(events);
    }

    @Override
    public void readerFailing(boolean failing) {
        if (failing) {
            failures.incrementAndGet();
        }
    }

    @Override
    public void positionLost(int partitions) {
        lost.addAndGet(partitions);
    }
}
