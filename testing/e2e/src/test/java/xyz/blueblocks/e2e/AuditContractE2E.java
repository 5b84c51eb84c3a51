package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import xyz.blueblocks.wire.message.Capability;

/// What a stranger finds in Kafka who knows nothing but docs/spec/audit-events.md.
@ExtendWith(SharedStack.class)
class AuditContractE2E {
    private static final String TOPIC = "blueblocks.audit.events.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// The seed's audit entry.
    static final List<String> MEMBERS =
            List.of(
                    "log_id",
                    "timestamp",
                    "action",
                    "record_id",
                    "patient_address",
                    "accessor_address",
                    "accessor_npi",
                    "access_reason",
                    "ip_hash",
                    "success",
                    "block_height",
                    "tx_hash");

    @AfterEach
    void bringBack() {
        SharedStack.stack().startAll();
    }

    @Test
    @DisplayName(
            "H01, H02, H03: a decision of discovery is a CloudEvent on Kafka with all twelve members")
    void a_plain_consumer_reads_decisions() {
        try (Person patient = Person.enrolled("patient", Capability.PATIENT)) {
            String id = patient.id().toString();
            JsonNode event =
                    EventLog.await(
                            SharedStack.stack().observerKafka(),
                            TOPIC,
                            each -> each.path("subject").asText().equals(id),
                            PATIENCE);
            assertThat(event.path("specversion").asText()).isEqualTo("1.0");
            assertThat(event.path("type").asText()).isEqualTo("xyz.blueblocks.audit.v1");
            assertThat(event.path("source").asText())
                    .startsWith("urn:blueblocks:service:discovery:");
            assertThat(event.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
            assertThat(event.path("data").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrderElementsOf(MEMBERS);
            assertThat(event.path("data").path("success").asBoolean()).isTrue();
            assertThat(event.path("data").path("tx_hash").isNull()).isTrue();
        }
    }
}
