package xyz.blueblocks.sdk.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import xyz.blueblocks.crypto.file.PrivateFiles;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.event.AuditEvent;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Events of this end, each a file: in `pending/` until audit-service has it, then in `sent/`.
///
/// A name begins with the time in milliseconds, so names sort by age. Safe for use by many threads
/// of one process.
final class EventSpool {
    /// Beyond this the log has been away for long, and access is refused rather than go unrecorded.
    private static final int MAX_PENDING = 1_000;

    /// What was sent is kept to find its proof again; the log has it anyway.
    private static final int MAX_SENT = 10_000;

    /// Listing a folder costs by its files, so it is done once for so many.
    private static final int TIDY_EVERY = 1_000;

    private static final String SUFFIX = ".json";

    private final Path pending;
    private final Path sent;

    /// About how many there are; where it matters they are counted.
    private final AtomicInteger waiting = new AtomicInteger();

    private final AtomicInteger kept = new AtomicInteger();

    EventSpool(Path folder) throws IOException {
        this.pending = folder.resolve("pending");
        this.sent = folder.resolve("sent");
        PrivateFiles.folder(pending);
        PrivateFiles.folder(sent);
        waiting.set(names(pending).size());
        kept.set(names(sent).size());
    }

    /// One event on disk.
    record Spooled(Path file, JsonObject event) {}

    /// Refuses when nothing more could be recorded.
    void ensureRoom() {
        if (waiting.get() < MAX_PENDING) {
            return;
        }
        int counted = names(pending).size();
        waiting.set(counted);
        if (counted >= MAX_PENDING) {
            throw new BlueBlocksException(
                    ErrorCode.ACCESS_DENIED,
                    "The audit log has not been reachable for too long to record more accesses.",
                    "Check the connection to audit-service: bb doctor");
        }
    }

    /// Writes and syncs an event; many threads at once share the disk's effort.
    void append(AuditEvent event) {
        String name = event.time().toEpochMilli() + "-" + event.id() + SUFFIX;
        try {
            PrivateFiles.write(pending.resolve(name), event.toJson().canonical());
            waiting.incrementAndGet();
        } catch (IOException e) {
            throw new BlueBlocksException(
                    ErrorCode.ACCESS_DENIED,
                    "The access could not be recorded on this machine: " + e.getMessage() + ".",
                    "Free disk space; nothing is sent or shown without a record.",
                    e);
        }
    }

    /// The oldest events that wait.
    List<Spooled> oldest(int most) {
        return names(pending).stream().limit(most).flatMap(file -> read(file).stream()).toList();
    }

    /// Marks events as taken by audit-service.
    synchronized void taken(List<Spooled> events) throws IOException {
        for (Spooled each : events) {
            Files.move(
                    each.file(),
                    sent.resolve(String.valueOf(each.file().getFileName())),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        waiting.addAndGet(-events.size());
        if (kept.addAndGet(events.size()) >= MAX_SENT + TIDY_EVERY) {
            tidy();
        }
    }

    private void tidy() throws IOException {
        List<Path> all = names(sent);
        List<Path> old = all.subList(0, Math.max(0, all.size() - MAX_SENT));
        for (Path each : old) {
            Files.deleteIfExists(each);
        }
        kept.set(all.size() - old.size());
    }

    /// The newest event about a record that audit-service has.
    Optional<JsonObject> newestSent(String recordId) {
        List<Path> files = names(sent);
        return files.reversed().stream()
                .flatMap(file -> read(file).stream())
                .map(Spooled::event)
                .filter(event ->
                        event.object("data")
                                .flatMap(data -> data.text("record_id"))
                                .filter(recordId::equals)
                                .isPresent())
                .findFirst();
    }

    boolean hasPending() {
        return !names(pending).isEmpty();
    }

    private static Optional<Spooled> read(Path file) {
        try {
            return PrivateFiles.read(file, AuditEvent.MAX_BYTES)
                    .flatMap(bytes -> Json.parse(bytes).toOptional())
                    .map(event -> new Spooled(file, event));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<Path> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(file -> String.valueOf(file.getFileName())))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
