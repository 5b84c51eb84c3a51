package xyz.blueblocks.sdk.audit;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import xyz.blueblocks.crypto.file.PrivateFiles;
import xyz.blueblocks.link.https.Call;
import xyz.blueblocks.link.https.CallFailed;
import xyz.blueblocks.link.https.Credential;
import xyz.blueblocks.link.https.ServiceClient;
import xyz.blueblocks.sdk.directory.Failures;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.profile.Trust;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.sdk.transfer.TransferObserver;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.audit.AuditBundle;
import xyz.blueblocks.wire.audit.LogVerifier;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;

/// The audit log, as one peer uses it: tells it what happened here, lists what it holds about this
/// peer, and fetches proofs. Blocks; safe for use by many threads.
public final class AuditTrail implements AutoCloseable {
    private static final String API = "/api/v1/audit";
    private static final Duration POLL = Duration.ofMillis(250);
    private static final String NEWEST_CHECKPOINT = "newest-checkpoint";
    private static final int MAX_NOTE_BYTES = 16 * 1024;

    private final Profile profile;
    private final Trust trust;
    private final ServiceClient audit;
    private final Supplier<Credential> credential;
    private final Surroundings surroundings;
    private final EventSpool spool;
    private final AuditReporter reporter;

    /// @param trust what the profile pinned
    /// @param credential the session that is in force
    public AuditTrail(
            Profile profile,
            Trust trust,
            Supplier<Credential> credential,
            Surroundings surroundings) {
        this.profile = profile;
        this.trust = trust;
        this.credential = credential;
        this.surroundings = surroundings;
        this.audit =
                new ServiceClient(
                        trust.audit(), trust.caPem(), surroundings.wall(), surroundings.random());
        try {
            this.spool = new EventSpool(profile.auditFolder());
        } catch (IOException e) {
            throw new BlueBlocksException(
                    ErrorCode.INVALID_FORMAT,
                    "The profile's audit folder cannot be used: " + e.getMessage() + ".",
                    "Check the disk and the permissions of the profile's folder.",
                    e);
        }
        this.reporter = new AuditReporter(profile, spool, audit, credential, surroundings);
        reporter.start();
    }

    /// Records this end's transfers.
    public TransferObserver observer() {
        return reporter;
    }

    /// Hands over what waits; false when audit-service did not take all of it.
    public boolean flush() {
        return reporter.flush();
    }

    /// Entries about this peer, oldest first, as events with their place in the log.
    ///
    /// @param limit 1..100
    /// @param after where the last page ended
    public Page entries(int limit, Optional<String> after) {
        String cursor = after.map(each -> "&after=" + encode(each)).orElse("");
        JsonObject answer =
                call(
                        Call.get(API + "/entries?limit=" + limit + cursor, credential.get())
                                .answeringUpTo(Limits.MAX_LIST_JSON_BYTES));
        return new Page(
                answer.array("entries").orElse(List.of()).stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList(),
                answer.get("next").map(JsonValue::text));
    }

    /// One page of entries.
    ///
    /// @param entries each with `leaf_index` and `event`
    /// @param next for the next page, if there is one
    public record Page(List<JsonObject> entries, Optional<String> next) {
        /// Copies the list.
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /// Fetches the proof of this end's newest event about a record, once a checkpoint covers it.
    ///
    /// @param recordId `file_id` or `message_id`
    /// @param patience how long to wait for the event to be logged
    /// @return the bundle's file, which [#verify] checks without a network
    public Path fetch(String recordId, Duration patience) {
        JsonObject event = awaitSent(recordId, patience);
        String path =
                API
                        + "/receipt/"
                        + encode(event.text("source").orElse(""))
                        + "/"
                        + encode(event.text("id").orElse(""));
        long deadline = surroundings.nanos() + patience.toNanos();
        while (true) {
            try {
                byte[] bundle =
                        audit.bytes(
                                Call.get(path, credential.get())
                                        .answeringUpTo(AuditBundle.MAX_BYTES));
                Path file =
                        profile.auditFolder()
                                .resolve("proof-" + event.text("id").orElse("") + ".json");
                PrivateFiles.write(file, bundle);
                return file;
            } catch (CallFailed e) {
                if (surroundings.nanos() > deadline) {
                    throw Failures.of(e, "The audit log");
                }
                pause();
            } catch (IOException e) {
                throw new BlueBlocksException(
                        ErrorCode.INVALID_FORMAT,
                        "The proof cannot be written: " + e.getMessage() + ".",
                        "Check the disk and the permissions of the profile's folder.",
                        e);
            }
        }
    }

    /// Whether the log, as it shows itself now, continues every checkpoint that this profile has
    /// kept: those of its proofs, and the newest that this call has seen before.
    ///
    /// @return what is wrong, in a sentence; empty when the log has only grown
    public Optional<String> departure() {
        Path remembered = profile.auditFolder().resolve(NEWEST_CHECKPOINT);
        LogGrowth growth = new LogGrowth(LogVerifier.of(trust.logKey()).orElseThrow(), new Asked());
        try {
            Set<String> kept = new LinkedHashSet<>();
            PrivateFiles.read(remembered, MAX_NOTE_BYTES)
                    .ifPresent(note -> kept.add(new String(note, StandardCharsets.UTF_8)));
            for (Path proof : keptProofs()) {
                AuditBundle.parse(Files.readAllBytes(proof))
                        .toOptional()
                        .ifPresent(bundle -> kept.add(bundle.checkpoint()));
            }
            LogGrowth.Finding found = growth.since(kept);
            if (found.departure().isEmpty()) {
                PrivateFiles.write(remembered, found.newest().getBytes(StandardCharsets.UTF_8));
            }
            return found.departure();
        } catch (IOException e) {
            throw new BlueBlocksException(
                    ErrorCode.INVALID_FORMAT,
                    "The kept proofs cannot be read: " + e.getMessage() + ".",
                    "Check the disk and the permissions of the profile's folder.",
                    e);
        }
    }

    private List<Path> keptProofs() throws IOException {
        try (Stream<Path> files = Files.list(profile.auditFolder())) {
            return files.filter(file -> file.getFileName().toString().matches("proof-.*[.]json"))
                    .sorted()
                    .toList();
        }
    }

    /// The log's public answers, which need no session.
    private final class Asked implements LogGrowth.Asking {
        @Override
        public String newest() {
            try {
                byte[] note =
                        audit.bytes(
                                Call.get("/checkpoint", new Credential.None())
                                        .answeringUpTo(MAX_NOTE_BYTES));
                return new String(note, StandardCharsets.UTF_8);
            } catch (CallFailed e) {
                throw Failures.of(e, "The audit log");
            }
        }

        @Override
        public JsonObject consistency(long from, long to) {
            return call(
                    Call.get(
                            API + "/proof/consistency?from=" + from + "&to=" + to,
                            new Credential.None()));
        }
    }

    private JsonObject awaitSent(String recordId, Duration patience) {
        long deadline = surroundings.nanos() + patience.toNanos();
        while (true) {
            reporter.flush();
            Optional<JsonObject> event = spool.newestSent(recordId);
            if (event.isPresent()) {
                return event.get();
            }
            if (surroundings.nanos() > deadline) {
                throw new BlueBlocksException(
                        ErrorCode.PEER_NOT_FOUND,
                        "This end has told the audit log nothing about that record.",
                        "Check the id: bb audit list");
            }
            pause();
        }
    }

    /// Checks a proof from files alone.
    ///
    /// @param bundle the file's bytes
    /// @param logKey the log's key as pinned at enrolment
    /// @throws BlueBlocksException when `logKey` is not a verifier key
    public static LogVerifier.Verdict verify(byte[] bundle, String logKey) {
        return LogVerifier.of(logKey)
                .orElseThrow(() ->
                        new BlueBlocksException(
                                ErrorCode.INVALID_FORMAT,
                                "This is not a log's verifier key.",
                                "Take the log_key of the invite."))
                .verify(bundle);
    }

    private JsonObject call(Call call) {
        try {
            return audit.json(call);
        } catch (CallFailed e) {
            throw Failures.of(e, "The audit log");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlueBlocksException(
                    ErrorCode.TIMEOUT, "Interrupted while waiting for the audit log.", "", e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        reporter.close();
        audit.close();
    }
}
