package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import xyz.blueblocks.sdk.audit.AuditTrail;
import xyz.blueblocks.wire.Topics;
import xyz.blueblocks.wire.json.JsonObject;

/// Holds what producers gave to Kafka against the leaves of the log, one member's share of it:
/// nothing is missing, and nothing is there twice.
final class AuditBooks {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final int PAGE = 100;

    private AuditBooks() {}

    /// Checks that each event about the member that is on the topic is one leaf, and each leaf one
    /// event; and that each of its deliveries has the one entry of this end.
    ///
    /// @param action `transfer.send` or `transfer.receive`
    /// @param records ids of what was delivered
    /// @return how many leaves there are about it
    static int balance(Member member, String action, List<String> records)
            throws InterruptedException {
        assertThat(member.client().audit().flush()).isTrue();
        Set<String> given = given(member);
        List<JsonObject> leaves = leaves(member);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!identities(leaves).containsAll(given) && System.nanoTime() - deadline < 0) {
            Thread.sleep(LOOK_EVERY);
            leaves = leaves(member);
        }
        assertThat(identities(leaves)).as("lost").containsAll(given);
        assertThat(identities(leaves)).as("doubled").doesNotHaveDuplicates();
        assertThat(given(member)).as("from nowhere").containsAll(identities(leaves));
        List<String> done =
                leaves.stream()
                        .filter(event -> isOwn(event, member, action))
                        .map(event -> data(event).text("record_id").orElseThrow())
                        .toList();
        for (String record : records) {
            assertThat(done).as("%s of %s", action, record).containsOnlyOnce(record);
        }
        return leaves.size();
    }

    private static boolean isOwn(JsonObject event, Member member, String action) {
        return event.text("source").equals(Optional.of("urn:blueblocks:peer:" + member.id()))
                && data(event).text("action").equals(Optional.of(action))
                && data(event).bool("success").equals(Optional.of(true));
    }

    private static JsonObject data(JsonObject event) {
        return event.object("data").orElseThrow();
    }

    private static List<String> identities(List<JsonObject> leaves) {
        return leaves.stream()
                .map(event -> event.text("source").orElseThrow() + event.text("id").orElseThrow())
                .toList();
    }

    /// What is on the topic and about the member, each once: a producer may repeat itself.
    private static Set<String> given(Member member) {
        Set<String> given = new HashSet<>();
        for (JsonNode event :
                EventLog.all(SharedStack.stack().observerKafka(), Topics.AUDIT_EVENTS)) {
            if (isAbout(event, member)) {
                given.add(event.path("source").asText() + event.path("id").asText());
            }
        }
        return given;
    }

    private static boolean isAbout(JsonNode event, Member member) {
        String id = member.id().toString();
        String address = member.profile().address();
        return event.path("subject").asText().equals(id)
                || event.path("source").asText().equals("urn:blueblocks:peer:" + id)
                || event.path("data").path("accessor_address").asText().equals(address)
                || event.path("data").path("patient_address").asText().equals(address);
    }

    private static List<JsonObject> leaves(Member member) {
        List<JsonObject> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            AuditTrail.Page page = member.client().audit().entries(PAGE, after);
            page.entries().forEach(entry -> all.add(entry.object("event").orElseThrow()));
            after = page.next();
        } while (after.isPresent());
        return all;
    }
}
