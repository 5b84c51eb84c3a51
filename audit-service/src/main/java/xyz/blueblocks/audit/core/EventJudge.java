package xyz.blueblocks.audit.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.event.AuditEvent;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Decides whether a record of the events topic is an audit event, from whom it says it is.
///
/// What is said about a refused event names its members, never their values.
///
/// Source: docs/spec/audit-events.md, "What the log refuses".
public final class EventJudge {
    /// Services name their replica in a URN of this form; every other source must be a peer.
    private static final Pattern SERVICE =
            Pattern.compile("urn:blueblocks:service:[a-z0-9-]{1,64}:[A-Za-z0-9._-]{1,64}");

    private static final int MAX_DETAIL = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

    private final MasterKey master;

    public EventJudge(MasterKey master) {
        this.master = master;
    }

    /// Never throws on what a stranger wrote.
    public Verdict judge(IncomingEvent incoming) {
        byte[] value = incoming.value();
        if (value.length > AuditEvent.MAX_BYTES) {
            return refused(
                    incoming,
                    RefusalReason.TOO_LARGE,
                    value.length + " bytes (want at most " + AuditEvent.MAX_BYTES + ")");
        }
        return switch (Json.parse(value, AuditEvent.MAX_BYTES)) {
            case Decoded.Malformed<JsonObject> bad ->
                    refused(incoming, RefusalReason.MALFORMED, bad.why());
            case Decoded.Ok<JsonObject>(var json) -> judge(incoming, value, json);
        };
    }

    private Verdict judge(IncomingEvent incoming, byte[] value, JsonObject json) {
        Optional<String> absent = EntryMembers.firstAbsent(json);
        if (absent.isPresent()) {
            return refused(incoming, RefusalReason.INCOMPLETE, absent.get() + ": absent");
        }
        return switch (AuditEvent.fromJson(json)) {
            case Decoded.Malformed<AuditEvent> bad ->
                    refused(incoming, RefusalReason.MALFORMED, bad.why());
            case Decoded.Ok<AuditEvent>(var event) -> judge(incoming, value, json, event);
        };
    }

    private Verdict judge(IncomingEvent incoming, byte[] value, JsonObject json, AuditEvent event) {
        if (event.data().blockHeight().isPresent() || event.data().txHash().isPresent()) {
            return refused(
                    incoming, RefusalReason.MALFORMED, "block_height, tx_hash: the log's to fill");
        }
        if (event.sourcePeer().isPresent()) {
            if (!markedByUs(incoming, event.source(), value)) {
                return refused(
                        incoming,
                        RefusalReason.FOREIGN_SOURCE,
                        "source: a peer, but the event did not come through its door");
            }
        } else if (!SERVICE.matcher(event.source()).matches()) {
            return refused(
                    incoming, RefusalReason.FOREIGN_SOURCE, "source: neither peer nor service");
        }
        return new Verdict.Accepted(incoming, loggable(json, event));
    }

    private boolean markedByUs(IncomingEvent incoming, String source, byte[] value) {
        return incoming.mark().map(mark -> master.markedByUs(mark, source, value)).orElse(false);
    }

    private static LoggableEvent loggable(JsonObject json, AuditEvent event) {
        Optional<String> patient = event.data().patientAddress();
        Optional<String> accessor = event.data().accessorAddress();
        List<String> parties = new ArrayList<>();
        patient.ifPresent(parties::add);
        accessor.ifPresent(parties::add);
        PartyName.peer(event.subject()).ifPresent(parties::add);
        PartyName.peer(event.source()).ifPresent(parties::add);
        // An entry is the patient's first; where there is none, of whoever asked.
        String subject = patient.or(() -> accessor).orElse(event.subject());
        return new LoggableEvent(
                new EventName(event.source(), event.id()),
                event.subject(),
                json.canonical(),
                PartyName.of(subject),
                parties,
                event.data().recordId(),
                EntryMembers.open(event).text());
    }

    private static Verdict refused(IncomingEvent incoming, RefusalReason reason, String detail) {
        // A parser's words may quote a member's name, which a stranger chose: no line break may
        // reach the log, and no NUL the database, which would refuse the batch again and again.
        String bounded = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) : detail;
        return new Verdict.Refused(incoming, reason, UNPRINTABLE.matcher(bounded).replaceAll("?"));
    }
}
