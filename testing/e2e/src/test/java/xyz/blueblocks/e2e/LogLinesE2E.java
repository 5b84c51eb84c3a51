package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.localstack.ServiceId;

/// What the services wrote, held against the schema that operators are given.
@ExtendWith(SharedStack.class)
class LogLinesE2E {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCHEMA = Path.of("../../docs/operations/log-line.schema.json");

    /// What the JVM itself says, before or beside the program.
    private static final Pattern BY_THE_JVM =
            Pattern.compile("^(WARNING:|OpenJDK|\\[\\d+\\.\\d+s\\]\\[).*");

    /// The database client prints this where a connection has no handler yet, and those that
    /// Hibernate Reactive takes never have one.
    private static final String BY_THE_DATABASE_CLIENT =
            "io.vertx.pgclient.PgException: FATAL: terminating connection due to"
                    + " administrator command (57P01)";

    private static final int SHOWN = 300;

    private static final String GOOD =
            """
            {"timestamp":"2026-11-20T11:51:41.23Z","sequence":1,"loggerClassName":"a","loggerName":"b",
             "level":"INFO","message":"c","threadName":"main","threadId":3,"mdc":{},"ndc":"",
             "hostName":"h","processName":"p","processId":7}\
            """;

    @Test
    @DisplayName("N09: every line of every service's log is JSON of the published schema")
    void every_line_fits_the_schema() throws IOException {
        JsonNode schema = schema();
        for (ServiceId service : SharedStack.stack().layout().services()) {
            if (service.kind().isInfrastructure()) {
                continue;
            }
            List<String> lines =
                    Files.readAllLines(SharedStack.stack().log(service), StandardCharsets.UTF_8);
            assertThat(lines).as("%s", service).isNotEmpty();
            assertThat(lines)
                    .as("%s", service)
                    .filteredOn(line ->
                            !BY_THE_JVM.matcher(line).matches()
                                    && !line.equals(BY_THE_DATABASE_CLIENT))
                    .flatMap(line -> shown(faults(schema, line), line))
                    .isEmpty();
        }
    }

    /// Faults with enough of the line to find it.
    private static List<String> shown(List<String> faults, String line) {
        String beginning = line.substring(0, Math.min(line.length(), SHOWN));
        return faults.stream().map(fault -> fault + " in " + beginning).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"level\":null}",
                "{\"level\":\"LOUD\"}",
                "{\"timestamp\":\"yesterday\"}",
                "{\"sequence\":\"1\"}",
                "{\"processId\":0}",
                "{\"mdc\":\"\"}",
                "{\"patient\":\"Anna\"}"
            })
    void the_schema_can_be_missed(String difference) throws IOException {
        ObjectNode line = (ObjectNode) JSON.readTree(GOOD);
        assertThat(faults(schema(), line.toString())).isEmpty();
        line.setAll((ObjectNode) JSON.readTree(difference));
        assertThat(faults(schema(), line.toString())).hasSize(1);
    }

    private static JsonNode schema() throws IOException {
        return JSON.readTree(SCHEMA.toFile());
    }

    /// What of a line is not as the schema says; the schema's keywords that are used, no more.
    private static List<String> faults(JsonNode schema, String line) {
        JsonNode value;
        try {
            value = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return List.of("no JSON");
        }
        List<String> faults = new ArrayList<>();
        schema.path("required")
                .forEach(name -> {
                    if (!value.has(name.asText())) {
                        faults.add("absent: " + name.asText());
                    }
                });
        value.fieldNames()
                .forEachRemaining(name -> {
                    JsonNode wanted = schema.path("properties").path(name);
                    if (wanted.isMissingNode()) {
                        faults.add("unknown: " + name);
                    } else if (!fits(wanted, value.path(name))) {
                        faults.add("wrong: " + name);
                    }
                });
        return faults;
    }

    private static boolean fits(JsonNode wanted, JsonNode value) {
        return switch (wanted.path("type").asText()) {
            case "object" -> value.isObject();
            case "integer" ->
                    value.isIntegralNumber()
                            && value.asLong() >= wanted.path("minimum").asLong(Long.MIN_VALUE);
            case "string" -> value.isTextual() && fitsText(wanted, value.asText());
            default -> false;
        };
    }

    private static boolean fitsText(JsonNode wanted, String text) {
        boolean oneOf = !wanted.has("enum");
        for (JsonNode each : wanted.path("enum")) {
            oneOf |= each.asText().equals(text);
        }
        return oneOf
                && (!wanted.has("pattern")
                        || Pattern.compile(wanted.path("pattern").asText()).matcher(text).find());
    }
}
