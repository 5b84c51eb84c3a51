package xyz.blueblocks.sdk.transfer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.route.RelayPlace;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.sdk.session.SessionInfo;

/// Counts how far a transfer is and tells its listener, at each change of phase and twice a second.
///
/// Safe for threads; the listener is told on one thread.
final class TransferTally {
    private static final long TELL_MILLIS = 500;

    private final Surroundings around;
    private final long totalBytes;
    private final ProgressListener listener;
    private Progress.Phase phase = Progress.Phase.CONNECTING;
    private Progress.Phase told = Progress.Phase.PREPARING;
    private long heldBytes;
    private long sentBytes;
    private long movedNanos;
    private volatile long firstNanos;
    private int circuits;
    private List<PeerId> relays = List.of();
    private boolean postQuantum = true;
    private boolean onionPostQuantum = true;
    private final Map<PeerId, RelayPlace> places = new LinkedHashMap<>();
    private boolean over;

    TransferTally(Surroundings around, long totalBytes, ProgressListener listener) {
        this.around = around;
        this.totalBytes = totalBytes;
        this.listener = listener;
        this.movedNanos = around.nanos();
    }

    /// Begins to tell.
    ///
    /// @param tick also called twice a second
    void begin(Runnable tick) {
        alive();
        firstNanos = around.nanos();
        Thread.ofVirtual().name("bb-progress").start(() -> tell(tick));
    }

    private void tell(Runnable tick) {
        try {
            while (true) {
                Progress now;
                synchronized (this) {
                    if (phase == told && !over) {
                        TimeUnit.MILLISECONDS.timedWait(this, TELL_MILLIS);
                    }
                    if (over && phase == told) {
                        return;
                    }
                    told = phase;
                    now = progress();
                }
                listener.progress(now);
                if (now.phase() == Progress.Phase.SENDING) {
                    tick.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void end() {
        over = true;
        notifyAll();
    }

    synchronized void phase(Progress.Phase now) {
        if (phase != now) {
            phase = now;
            notifyAll();
        }
    }

    synchronized Progress progress() {
        return new Progress(phase, heldBytes, totalBytes, sentBytes);
    }

    synchronized void held(long bytes) {
        if (bytes > heldBytes) {
            movedNanos = around.nanos();
        }
        heldBytes = bytes;
    }

    /// Bytes of the payload go out, perhaps not for the first time.
    synchronized void sent(int bytes) {
        sentBytes += bytes;
    }

    synchronized long sentBytes() {
        return sentBytes;
    }

    synchronized long heldBytes() {
        return heldBytes;
    }

    /// The other end showed that it is there.
    synchronized void alive() {
        movedNanos = around.nanos();
    }

    synchronized void opened(SessionInfo info) {
        circuits++;
        relays = info.relays();
        postQuantum &= info.postQuantum();
        onionPostQuantum &= info.onionPostQuantum();
    }

    /// Relays of the newest circuit, the first one first.
    synchronized List<PeerId> relays() {
        return relays;
    }

    /// A circuit carries it now, over relays that stand there.
    synchronized void carriedBy(List<RelayPlace> by) {
        by.forEach(each -> places.putIfAbsent(each.relay(), each));
    }

    /// Where all relays stand that carried it, in the order in which they came to.
    synchronized List<RelayPlace> places() {
        return List.copyOf(places.values());
    }

    synchronized Duration stoodStillFor() {
        return Duration.ofNanos(around.nanos() - movedNanos);
    }

    synchronized Duration sinceFirstByte() {
        return Duration.ofNanos(around.nanos() - firstNanos);
    }

    synchronized int circuits() {
        return circuits;
    }

    synchronized boolean postQuantum() {
        return postQuantum;
    }

    synchronized boolean onionPostQuantum() {
        return onionPostQuantum;
    }
}
