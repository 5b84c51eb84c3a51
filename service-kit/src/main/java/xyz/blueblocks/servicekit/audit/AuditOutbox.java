package xyz.blueblocks.servicekit.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import xyz.blueblocks.wire.Topics;
import xyz.blueblocks.wire.event.AuditEvent;

/// Takes audit events: each is synced to a local spool before the caller hears [Outcome#SPOOLED],
/// and is then carried to Kafka, in order, as soon as Kafka can be reached (rows H02, protocol
/// section 9).
///
/// Two threads: one writes and syncs (many events per sync under load), one ships. [#append] never
/// blocks and may be called from event loops. What is not [Outcome#SPOOLED] was not recorded: the
/// caller must then refuse what it was about to allow.
public final class AuditOutbox implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AuditOutbox.class);
    private static final int WAITING_APPENDS = 4096;
    private static final int EVENTS_PER_SYNC = 256;
    private static final int EVENTS_PER_SHIPMENT = 256;
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final Spool spool;
    private final AuditSink sink;
    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(WAITING_APPENDS);
    private final Object more = new Object();
    private final Thread writer;
    private final Thread shipper;
    private volatile boolean closing;
    private volatile boolean full;
    private volatile boolean stuck;

    private AuditOutbox(Spool spool, AuditSink sink) {
        this.spool = spool;
        this.sink = sink;
        this.writer = Thread.ofPlatform().daemon().name("audit-spool").unstarted(this::write);
        this.shipper = Thread.ofPlatform().daemon().name("audit-ship").unstarted(this::ship);
    }

    /// Opens the spool in `folder` and starts shipping to [Topics#AUDIT_EVENTS] what it holds.
    ///
    /// @param maxBytes bound of the spool on disk; above it [#append] says [Outcome#FULL]
    /// @param producerSettings as `KafkaSettings.producer()` gives them
    public static AuditOutbox open(
            Path folder, long maxBytes, Map<String, Object> producerSettings) {
        return open(folder, maxBytes, new KafkaAuditSink(Topics.AUDIT_EVENTS, producerSettings));
    }

    static AuditOutbox open(Path folder, long maxBytes, AuditSink sink) {
        try {
            AuditOutbox outbox = new AuditOutbox(Spool.open(folder, maxBytes), sink);
            outbox.writer.start();
            outbox.shipper.start();
            return outbox;
        } catch (IOException e) {
            throw new UncheckedIOException("audit spool: cannot open its folder", e);
        }
    }

    /// What became of an event.
    public enum Outcome {
        /// On disk, synced: it will reach the log.
        SPOOLED,
        /// No room: Kafka has been away for too long. Nothing was recorded.
        FULL,
        /// The disk refused, or the outbox is closed. Nothing was recorded.
        FAILED
    }

    /// Records `event` under its subject as key; the stage completes without exception, on the
    /// outbox's writing thread.
    public CompletionStage<Outcome> append(AuditEvent event) {
        return append(event.subject(), event.toJson().canonical());
    }

    /// Records an event; the stage completes without exception, on the outbox's writing thread.
    ///
    /// @param key the event's subject, record or peer: the key on the topic
    /// @param value its CloudEvents JSON, taken over
    /// @throws IllegalArgumentException for an event of a megabyte
    public CompletionStage<Outcome> append(String key, byte[] value) {
        Waiting one = new Waiting(SpoolRecord.encode(key, value));
        if (closing || !waiting.offer(one)) {
            return CompletableFuture.completedFuture(closing ? Outcome.FAILED : Outcome.FULL);
        }
        if (closing) {
            failWaiting();
        }
        return one.done;
    }

    /// True while the last event found room on a working disk.
    public boolean accepting() {
        return !full && !closing;
    }

    /// True while Kafka takes what is shipped.
    public boolean shipping() {
        return !stuck;
    }

    /// Bytes spooled and not yet known to be on Kafka.
    public long pendingBytes() {
        return spool.end() - spool.taken();
    }

    /// Writes what is waiting, ships for a moment longer, and lets go of the folder.
    @Override
    public void close() {
        closing = true;
        writer.interrupt();
        join(writer);
        failWaiting();
        synchronized (more) {
            more.notifyAll();
        }
        shipper.interrupt();
        join(shipper);
        sink.close();
        try {
            spool.close();
        } catch (IOException e) {
            LOG.warn("audit spool: close failed", e);
        }
    }

    private void write() {
        List<Waiting> batch = new ArrayList<>();
        while (!closing || !waiting.isEmpty()) {
            batch.clear();
            try {
                Waiting first = waiting.poll(1, TimeUnit.SECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
            } catch (InterruptedException e) {
                continue; // closing: write what is left, then end
            }
            waiting.drainTo(batch, EVENTS_PER_SYNC - 1);
            Outcome outcome = store(batch);
            batch.forEach(one -> one.done.complete(outcome));
        }
    }

    private Outcome store(List<Waiting> batch) {
        // An interrupt would close the channel under us.
        boolean interrupted = Thread.interrupted();
        try {
            if (!spool.append(batch.stream().map(Waiting::bytes).toList())) {
                full = true;
                return Outcome.FULL;
            }
            full = false;
            synchronized (more) {
                more.notifyAll();
            }
            return Outcome.SPOOLED;
        } catch (IOException | RuntimeException e) {
            full = true;
            LOG.error("audit spool: cannot write", e);
            return Outcome.FAILED;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void ship() {
        long pauseMillis = FIRST_PAUSE_MILLIS;
        while (!closing) {
            try {
                if (shipSome()) {
                    pauseMillis = FIRST_PAUSE_MILLIS;
                } else {
                    sink.restart();
                    Thread.sleep(pauseMillis);
                    pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
                }
            } catch (InterruptedException e) {
                // closing: what is left stays on disk for the next start
            } catch (IOException | RuntimeException e) {
                if (closing) {
                    return;
                }
                stuck = true;
                LOG.error("audit outbox: cannot ship", e);
                pauseMillis = LONGEST_PAUSE_MILLIS;
            }
        }
    }

    /// Waits for events and ships one batch of them.
    ///
    /// @return false when some are not safe on Kafka and must be shipped again
    private boolean shipSome() throws IOException, InterruptedException {
        synchronized (more) {
            while (spool.taken() >= spool.end() && !closing) {
                more.wait(TimeUnit.SECONDS.toMillis(5));
            }
        }
        Spool.Batch batch = spool.read(spool.taken(), EVENTS_PER_SHIPMENT);
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (SpoolRecord record : batch.records()) {
            sent.add(sink.send(record.key(), record.value()).toCompletableFuture());
            if (sent.getLast().isCompletedExceptionally()) {
                break;
            }
        }
        sink.flush();
        int safe = 0;
        while (safe < sent.size() && arrived(sent.get(safe))) {
            safe++;
        }
        boolean all = safe == batch.records().size();
        if (all || safe > 0) {
            spool.take(all ? batch.next() : batch.ends().get(safe - 1));
        }
        if (stuck == all) {
            stuck = !all;
            LOG.infof("audit outbox: Kafka %s", all ? "takes events again" : "takes no events");
        }
        return all;
    }

    private static boolean arrived(CompletableFuture<?> sent) throws InterruptedException {
        try {
            sent.get();
            return true;
        } catch (ExecutionException e) {
            LOG.debug("audit outbox: not delivered", e.getCause());
            return false;
        }
    }

    private void failWaiting() {
        for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
            one.done.complete(Outcome.FAILED);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// An encoded event and who waits for it.
    private static final class Waiting {
        private final byte[] bytes;
        private final CompletableFuture<Outcome> done = new CompletableFuture<>();

        Waiting(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }
}
