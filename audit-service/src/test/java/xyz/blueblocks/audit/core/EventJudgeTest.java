package xyz.blueblocks.audit.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.wire.event.AuditEvent;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;

class EventJudgeTest {
    private final MasterKey master = Samples.master();
    private final EventJudge judge = new EventJudge(master);

    @Test
    @DisplayName(
            "H01, H02: a whole entry is taken, whether it tells of an access allowed or denied")
    void takes_whole_entries() {
        for (boolean success : new boolean[] {true, false}) {
            AuditEvent event = Samples.event(Samples.SERVICE, "e1", 1, 2, success);
            assertThat(judge.judge(Samples.incoming(0, event)))
                    .isInstanceOf(Verdict.Accepted.class);
        }
    }

    @Test
    @DisplayName(
            "H01: an entry without any one of its twelve members is refused, by that member's name")
    void refuses_an_entry_without_any_one_member() {
        assertThat(EntryMembers.ALL).hasSize(12);
        JsonObject event = Samples.event("e1", 1, 2).toJson();
        for (String name : EntryMembers.ALL) {
            JsonObject entry = event.object("data").orElseThrow().without(name);
            Verdict.Refused refused = refused(event.with("data", entry));
            assertThat(refused.reason()).isEqualTo(RefusalReason.INCOMPLETE);
            assertThat(refused.detail()).isEqualTo(name + ": absent");
        }
        assertThat(refused(event.without("data")).reason()).isEqualTo(RefusalReason.INCOMPLETE);
    }

    @Test
    void refuses_what_is_no_audit_event() {
        JsonObject event = Samples.event("e1", 1, 2).toJson();
        for (String name : List.of("specversion", "id", "source", "type", "time", "subject")) {
            assertThat(refused(event.without(name)).reason())
                    .as(name)
                    .isEqualTo(RefusalReason.MALFORMED);
        }
        for (String text : List.of("", "{", "[]", "null", "{\"a\":1,\"a\":2}", "\uFEFF{}")) {
            Verdict verdict =
                    judge.judge(Samples.incoming(0, text.getBytes(StandardCharsets.UTF_8)));
            assertThat(verdict).as(text).isInstanceOf(Verdict.Refused.class);
        }
        byte[] whole = event.canonical();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThat(judge.judge(Samples.incoming(0, cut))).isInstanceOf(Verdict.Refused.class);
        }
        assertThat(refusal(judge.judge(Samples.incoming(0, new byte[AuditEvent.MAX_BYTES + 1]))))
                .isEqualTo(RefusalReason.TOO_LARGE);
    }

    @Test
    @DisplayName("H09, X41: an address hash that is not keyed is refused")
    void refuses_an_address_hash_without_key() {
        for (String hash : List.of("sha256:" + "0a".repeat(32), "0a".repeat(32), "10.0.0.1")) {
            Verdict.Refused refused = refused(withEntry("ip_hash", Json.text(hash)));
            assertThat(refused.reason()).isEqualTo(RefusalReason.MALFORMED);
            assertThat(refused.detail()).contains("ip_hash").doesNotContain(hash);
        }
    }

    @Test
    void refuses_an_entry_that_says_it_is_logged_already() {
        JsonObject high = withEntry("block_height", new JsonValue.Num(7));
        JsonObject hash = withEntry("tx_hash", Json.text("0x" + "00".repeat(32)));
        assertThat(refused(high).reason()).isEqualTo(RefusalReason.MALFORMED);
        assertThat(refused(hash).reason()).isEqualTo(RefusalReason.MALFORMED);
    }

    @Test
    @DisplayName(
            "H03: an event in a peer's name is refused unless it came through that peer's door")
    void refuses_an_event_in_a_peers_name_without_mark() {
        String source = AuditEvent.peerSource(Samples.peer(1));
        byte[] value = Samples.event(source, "e1", 1, 2, true).toJson().canonical();
        byte[] otherBody = Samples.event(source, "e1", 1, 3, true).toJson().canonical();
        String otherPeer = AuditEvent.peerSource(Samples.peer(2));
        assertThat(judge.judge(marked(value, master.ingestMark(source, value))))
                .isInstanceOf(Verdict.Accepted.class);
        for (Octets bad :
                List.of(
                        master.ingestMark(otherPeer, value),
                        master.ingestMark(source, otherBody),
                        Octets.of(new byte[32]),
                        Octets.of(new byte[0]))) {
            assertThat(refusal(judge.judge(marked(value, bad))))
                    .isEqualTo(RefusalReason.FOREIGN_SOURCE);
        }
        assertThat(refusal(judge.judge(Samples.incoming(0, value))))
                .isEqualTo(RefusalReason.FOREIGN_SOURCE);
    }

    @Test
    void refuses_sources_that_are_neither_peer_nor_service() {
        for (String source :
                List.of(
                        "x",
                        "urn:blueblocks:peer:12D3KooWnot",
                        "urn:blueblocks:service:",
                        "urn:blueblocks:service:relay",
                        "urn:blueblocks:service:relay:")) {
            JsonObject event = Samples.event("e1", 1, 2).toJson().with("source", Json.text(source));
            assertThat(refused(event).reason()).isEqualTo(RefusalReason.FOREIGN_SOURCE);
        }
    }

    @Test
    @DisplayName("H09: what the log topic says in clear names nobody")
    void says_nothing_of_anyone_in_clear() {
        String source = AuditEvent.peerSource(Samples.peer(1));
        byte[] value = Samples.event(source, "e1", 1, 2, true).toJson().canonical();
        Verdict verdict = judge.judge(marked(value, master.ingestMark(source, value)));
        String open = ((Verdict.Accepted) verdict).event().openJson();
        assertThat(open)
                .isEqualTo(
                        "{\"action\":\"read\",\"producer\":\"peer\",\"success\":true,"
                                + "\"timestamp\":\"2026-03-01T12:00:00Z\"}");
    }

    private static JsonObject withEntry(String name, JsonValue value) {
        JsonObject event = Samples.event("e1", 1, 2).toJson();
        return event.with("data", event.object("data").orElseThrow().with(name, value));
    }

    private static IncomingEvent marked(byte[] value, Octets mark) {
        return new IncomingEvent(
                new EventPosition("topic", 0, 0), new byte[0], value, Optional.of(mark));
    }

    private Verdict.Refused refused(JsonObject event) {
        return (Verdict.Refused) judge.judge(Samples.incoming(0, event.canonical()));
    }

    private static RefusalReason refusal(Verdict verdict) {
        return ((Verdict.Refused) verdict).reason();
    }
}
