package xyz.blueblocks.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import xyz.blueblocks.sdk.transfer.Progress;
import xyz.blueblocks.sdk.transfer.ProgressListener;

/// One line that says how far a transfer is, how fast it goes and how long it will take.
///
/// On a terminal the line is redrawn at least once a second, also while nothing arrives; elsewhere
/// there is a plain line for each second and each change of phase. Thread-safe.
public final class ProgressBar implements ProgressListener, AutoCloseable {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long PLAIN_NANOS = 1_000_000_000L;
    private static final Duration TICK = Duration.ofMillis(500);
    private static final int MIN_BAR = 10;
    private static final int MAX_BAR = 40;
    private static final int MAX_NAME = 32;

    private final PrintWriter err;
    private final boolean lively;
    private final int columns;
    private final LongSupplier nanoTicks;
    private final String name;
    private final Throughput throughput = new Throughput();
    private final Thread ticker;
    private Progress last = new Progress(Progress.Phase.PREPARING, 0, 0, 0);
    private long printedAt;
    private boolean printed;
    private String lastLine = "";
    private boolean closed;

    private ProgressBar(Terminal terminal, String name, int columns) {
        this.err = terminal.err();
        this.lively = terminal.lively();
        this.columns = columns;
        this.nanoTicks = terminal.surroundings().nanoTicks();
        this.name = shortened(Shown.line(name));
        this.ticker = Thread.ofVirtual().name("progress").unstarted(this::tick);
    }

    /// A bar for something of that name.
    public static ProgressBar of(Terminal terminal, String name) {
        int columns = terminal.lively() ? TtyPrompts.columns() : 80;
        ProgressBar bar = new ProgressBar(terminal, name, columns);
        bar.ticker.start();
        return bar;
    }

    private static String shortened(String name) {
        return name.length() <= MAX_NAME
                ? name
                : name.substring(0, MAX_NAME / 2 - 1)
                        + "…"
                        + name.substring(name.length() - MAX_NAME / 2);
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(TICK);
                synchronized (this) {
                    if (closed) return;
                    print(false);
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    @Override
    public synchronized void progress(Progress progress) {
        if (closed) return;
        boolean turned = progress.phase() != last.phase();
        last = progress;
        print(turned);
    }

    private void print(boolean now) {
        long nanos = nanoTicks.getAsLong();
        // Also when nothing came: the rate of something that stands still goes to zero.
        throughput.at(nanos, last.bytesDone());
        long pause = lively ? REDRAW_NANOS : PLAIN_NANOS;
        if (!now && printed && nanos - printedAt < pause) return;
        printed = true;
        printedAt = nanos;
        String line = line();
        if (lively) {
            err.print("\r\u001b[2K" + line);
        } else if (!line.equals(lastLine)) {
            err.println(line);
        }
        lastLine = line;
        err.flush();
    }

    /// What is printed now.
    synchronized String line() {
        String phase =
                switch (last.phase()) {
                    case PREPARING -> "reading";
                    case CONNECTING -> "connecting";
                    case SENDING -> "";
                    case CONFIRMING -> "waiting for the receipt";
                    case DELIVERED -> "delivered";
                };
        long total = last.bytesTotal();
        if (total == 0 && last.phase() == Progress.Phase.PREPARING) return name + "  " + phase;
        StringBuilder text = new StringBuilder();
        int percent = total == 0 ? 0 : (int) (last.bytesDone() * 100 / total);
        text.append(String.format(Locale.ROOT, "%3d %%  ", percent))
                .append(Sizes.text(last.bytesDone()))
                .append(" of ")
                .append(Sizes.text(total));
        boolean moving =
                last.phase() == Progress.Phase.SENDING || last.phase() == Progress.Phase.PREPARING;
        if (moving) appendRate(text, total - last.bytesDone());
        if (!phase.isEmpty()) text.append("  ").append(phase);
        int room = columns - 1 - name.length() - 5 - text.length();
        String bar = room < MIN_BAR ? "" : bar(Math.min(room, MAX_BAR), percent) + " ";
        String line = name + "  " + bar + text;
        return lively && line.length() >= columns ? line.substring(0, columns - 1) : line;
    }

    private void appendRate(StringBuilder text, long rest) {
        throughput
                .bytesPerSecond()
                .ifPresent(rate ->
                        text.append("  ").append(Sizes.text(Math.round(rate))).append("/s"));
        throughput
                .timeFor(rest)
                .ifPresent(time -> text.append("  ").append(Durations.clock(time)).append(" left"));
    }

    private static String bar(int width, int percent) {
        int full = Math.min(width, width * percent / 100);
        String head = full == 0 || full == width ? "" : ">";
        return "[" + "=".repeat(full - head.length()) + head + " ".repeat(width - full) + "]";
    }

    /// Ends the line; what comes next begins a new one.
    @Override
    public void close() {
        synchronized (this) {
            if (closed) return;
            closed = true;
            if (lively && printed) {
                err.print("\r\u001b[2K");
                err.flush();
            }
        }
        ticker.interrupt();
    }
}
