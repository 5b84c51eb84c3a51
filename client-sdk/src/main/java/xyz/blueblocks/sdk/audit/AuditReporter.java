package xyz.blueblocks.sdk.audit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.identity.BlueAddress;
import xyz.blueblocks.link.https.Call;
import xyz.blueblocks.link.https.CallFailed;
import xyz.blueblocks.link.https.Credential;
import xyz.blueblocks.link.https.ServiceClient;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.sdk.transfer.TransferEvent;
import xyz.blueblocks.sdk.transfer.TransferObserver;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.event.AuditEntry;
import xyz.blueblocks.wire.event.AuditEvent;
import xyz.blueblocks.wire.event.AuditEvents;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;

/// Records what this end allowed and refused: on disk first, then, signed, at audit-service.
///
/// Nothing is sent or shown when it cannot be recorded. Safe for use by many threads.
final class AuditReporter implements TransferObserver, AutoCloseable {
    private static final String PATH = "/api/v1/audit/events";
    private static final int ID_BYTES = 12;
    private static final Duration RETRY = Duration.ofSeconds(5);

    /// The seed's `access_reason` where the application named none.
    private static final String USUAL_REASON = "treatment";

    private final Profile profile;
    private final EventSpool spool;
    private final ServiceClient audit;
    private final Supplier<Credential> credential;
    private final Surroundings surroundings;
    private final Semaphore work = new Semaphore(0);
    private final Thread shipper;
    private volatile boolean closing;

    AuditReporter(
            Profile profile,
            EventSpool spool,
            ServiceClient audit,
            Supplier<Credential> credential,
            Surroundings surroundings) {
        this.profile = profile;
        this.spool = spool;
        this.audit = audit;
        this.credential = credential;
        this.surroundings = surroundings;
        this.shipper = Thread.ofVirtual().name("audit-reporter").unstarted(this::run);
    }

    void start() {
        shipper.start();
        work.release();
    }

    @Override
    public void before(TransferEvent event) {
        spool.ensureRoom();
    }

    @Override
    public void after(TransferEvent event) {
        spool.append(entryOf(event));
        work.release();
    }

    /// Ships what waits now, on the caller's thread.
    ///
    /// @return whether all of it was taken
    boolean flush() {
        try {
            return shipAll();
        } catch (CallFailed | IOException | BlueBlocksException e) {
            return false;
        }
    }

    private AuditEvent entryOf(TransferEvent event) {
        String id = "evt_" + Text.hex(surroundings.bytes(ID_BYTES));
        Instant at = Instant.ofEpochMilli(event.at().toEpochMilli());
        AuditEntry entry =
                new AuditEntry(
                        id,
                        at,
                        event.action().text(),
                        Optional.of(event.recordId()),
                        Optional.of(BlueAddress.of(event.sender().publicKey())),
                        Optional.of(profile.address()),
                        Optional.empty(),
                        Optional.of(event.error().map(Enum::name).orElseGet(() -> reason(event))),
                        Optional.empty(),
                        event.success(),
                        Optional.empty(),
                        Optional.empty());
        return new AuditEvent(id, AuditEvent.peerSource(profile.id()), at, event.recordId(), entry);
    }

    private static String reason(TransferEvent event) {
        return event.reason().orElse(USUAL_REASON);
    }

    private void run() {
        while (!closing) {
            try {
                work.tryAcquire(RETRY.toMillis(), TimeUnit.MILLISECONDS);
                work.drainPermits();
                if (spool.hasPending()) {
                    flush();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private synchronized boolean shipAll() throws CallFailed, IOException {
        while (true) {
            List<EventSpool.Spooled> events = spool.oldest(AuditEvents.MAX_EVENTS);
            if (events.isEmpty()) {
                return true;
            }
            audit.json(Call.post(PATH, credential.get(), () -> signed(events)));
            spool.taken(events);
        }
    }

    private JsonObject signed(List<EventSpool.Spooled> events) {
        AuditEvents body =
                new AuditEvents(
                        profile.id(),
                        events.stream().map(EventSpool.Spooled::event).toList(),
                        Instant.ofEpochSecond(surroundings.now().getEpochSecond()),
                        Text.hex(surroundings.bytes(Limits.MESSAGE_NONCE_BYTES)));
        return SignedJson.sign(body.toJson(), AuditEvents.LABEL, profile.identityKey());
    }

    @Override
    public void close() {
        closing = true;
        shipper.interrupt();
        flush();
    }
}
