package xyz.blueblocks.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.audit.config.AuditSettings;
import xyz.blueblocks.discovery.config.DiscoverySettings;
import xyz.blueblocks.planner.config.PlannerConfig;
import xyz.blueblocks.relay.config.RelaySettings;
import xyz.blueblocks.servicekit.config.ServiceSettings;
import xyz.blueblocks.wire.Topics;

/// Rules over the text of the chart's templates: what they tell the services exists there, and what
/// every pod and Service must have is not forgotten anywhere.
final class ChartTemplatesTest {
    private static final Map<String, Class<?>> SETTINGS =
            Map.of(
                    "templates/discovery.yaml", DiscoverySettings.class,
                    "templates/route-planner.yaml", PlannerConfig.class,
                    "templates/audit.yaml", AuditSettings.class,
                    "templates/relay.yaml", RelaySettings.class);

    /// Read by the JVM, by glibc, by a shell, by Quarkus for its own start, or by other variables.
    private static final Set<String> OF_THE_PLATFORM =
            Set.of(
                    "JAVA_TOOL_OPTIONS",
                    "MALLOC_ARENA_MAX",
                    "HOME",
                    "QUARKUS_CONFIG_LOCATIONS",
                    "POD_NAME",
                    "NODE_NAME",
                    "NODE_IP");

    private static final Pattern VARIABLE =
            Pattern.compile("(?m)^ *- name: ([A-Z][A-Z0-9_]+)\\n +value");
    private static final Pattern METRIC = Pattern.compile("\\bblueblocks_[a-z_]+");
    private static final Pattern METER = Pattern.compile("\"(blueblocks\\.[a-z.]+)\"");

    private final Chart chart = Chart.find();
    private final Map<String, String> templates = chart.templates();

    @Test
    void every_variable_of_a_service_is_one_that_it_reads() {
        Set<String> known = new TreeSet<>(OF_THE_PLATFORM);
        SETTINGS.values().forEach(each -> known.addAll(variables(each).keySet()));
        known.addAll(variables(ServiceSettings.class).keySet());
        known.addAll(localStackVariables());
        known.addAll(fixedProperties());
        List<String> unknown = new ArrayList<>();
        templates.forEach((name, text) -> {
            // Images of others have variables of their own.
            if (name.startsWith("templates/demo-")) return;
            Matcher found = VARIABLE.matcher(text);
            while (found.find()) {
                if (!known.contains(found.group(1))) unknown.add(name + ": " + found.group(1));
            }
        });
        assertThat(unknown).isEmpty();
    }

    @Test
    void every_setting_without_a_default_is_set() {
        List<String> missing = new ArrayList<>();
        SETTINGS.forEach((name, settings) ->
                variables(settings)
                        .forEach((variable, required) -> {
                            if (required
                                    && !templates
                                            .get(name)
                                            .contains("- name: " + variable + "\n")) {
                                missing.add(name + ": " + variable);
                            }
                        }));
        // It differs from relay to relay, so it comes from a file.
        assertThat(missing).containsExactly("templates/relay.yaml: BLUEBLOCKS_RELAY_ADVERTISE");
        assertThat(templates.get("templates/relay-addresses.yaml"))
                .contains("blueblocks.relay.advertise=");
    }

    /// Variables that a mapping stands for, and whether the service does not start without.
    private static Map<String, Boolean> variables(Class<?> mapping) {
        Map<String, Boolean> found = new TreeMap<>();
        collect(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping, found);
        return found;
    }

    private static void collect(String prefix, Class<?> mapping, Map<String, Boolean> found) {
        for (Method method : mapping.getDeclaredMethods()) {
            String name = method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            Class<?> type = method.getReturnType();
            if (type.isInterface() && mapping.equals(type.getEnclosingClass())) {
                collect(prefix + "." + name, type, found);
            } else {
                boolean required =
                        !method.isAnnotationPresent(WithDefault.class)
                                && !type.equals(Optional.class);
                found.put(variable(prefix + "." + name), required);
            }
        }
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /// Those that the local stack sets, which starts the same services in every build.
    private Set<String> localStackVariables() {
        String folder = "local-stack/src/main/java/xyz/blueblocks/localstack/";
        Set<String> found = new TreeSet<>();
        Matcher quoted =
                Pattern.compile("\"(QUARKUS_[A-Z0-9_]+)\"")
                        .matcher(source(folder + "ServiceEnvironment.java"));
        while (quoted.find()) found.add(quoted.group(1));
        Matcher kafka =
                Pattern.compile("client\\.put\\(\\s*\"([a-z.]+)\"")
                        .matcher(source(folder + "kafka/KafkaBroker.java"));
        while (kafka.find()) found.add(variable("kafka." + kafka.group(1)));
        assertThat(found).contains("KAFKA_SASL_JAAS_CONFIG", "QUARKUS_DATASOURCE_JDBC_URL");
        return found;
    }

    /// Properties that a service's own application.properties sets already.
    private Set<String> fixedProperties() {
        Set<String> found = new TreeSet<>();
        for (String module : List.of("discovery-service", "relay-service")) {
            source(module + "/src/main/resources/application.properties")
                    .lines()
                    .filter(line -> line.startsWith("quarkus."))
                    .forEach(line -> found.add(variable(line.substring(0, line.indexOf('=')))));
        }
        return found;
    }

    private String source(String name) {
        return chart.repository().read(chart.repository().root().resolve(name));
    }

    @Test
    @DisplayName("N05: every container of the chart has requests and limits")
    void every_container_has_requests_limits_and_a_security_context() {
        int containers = 0;
        for (Map.Entry<String, String> template : templates.entrySet()) {
            String text = template.getValue();
            int here = count(text, "(?m)^ +image: ");
            containers += here;
            assertThat(count(text, "(?m)^ +resources:\\n +\\{\\{- toYaml [.$A-Za-z]+\\.resources "))
                    .as("resources in %s", template.getKey())
                    .isEqualTo(here);
            assertThat(count(text, "include \"blueblocks.containerSecurity\""))
                    .as("security contexts in %s", template.getKey())
                    .isEqualTo(here);
            assertThat(
                            count(text, "include \"blueblocks.podStart\"")
                                    + count(text, "automountServiceAccountToken: false\\n *enable"))
                    .as("pods without a token in %s", template.getKey())
                    .isEqualTo(here + (template.getKey().endsWith("_pod.tpl") ? 1 : 0));
        }
        assertThat(containers).isEqualTo(7);
        // Requests and limits, processors and memory: the schema wants all four.
        assertThat(chart.text("values.schema.json"))
                .contains("\"requests\",\n        \"limits\"", "\"cpu\",\n        \"memory\"");
        assertThat(templates.get("templates/_pod.tpl"))
                .contains(
                        "runAsNonRoot: true",
                        "readOnlyRootFilesystem: true",
                        "drop: [ALL]",
                        "type: RuntimeDefault",
                        "allowPrivilegeEscalation: false");
    }

    @Test
    void every_port_of_a_service_names_its_protocol() {
        int ports = 0;
        for (String text : templates.values()) {
            for (String object : text.split("(?m)^---$", -1)) {
                if (!object.contains("\nkind: Service\n")) continue;
                int here = count(object, "targetPort: ");
                assertThat(count(object, "protocol: (TCP|UDP)")).as(object).isEqualTo(here);
                ports += here;
            }
        }
        assertThat(ports).isGreaterThanOrEqualTo(6);
    }

    @Test
    void no_policy_lets_a_relay_to_postgresql_or_to_the_audit_service() {
        String policies = templates.get("templates/network-policy.yaml");
        int begin = policies.indexOf("\"component\" \"relay\") }}\n  ingress");
        int end = policies.indexOf("blueblocks.policy.head\" (dict", begin);
        assertThat(begin).isPositive();
        assertThat(policies.substring(begin, end))
                .contains("policy.kafka", "\"discovery\"")
                .doesNotContain("postgres", "audit");
    }

    @Test
    void every_metric_that_is_watched_is_one_that_a_service_has() {
        Set<String> meters = new TreeSet<>();
        chart.repository().javaFiles("main").stream()
                .map(chart.repository()::read)
                .filter(text -> text.contains("micrometer"))
                .forEach(text -> {
                    Matcher named = METER.matcher(text);
                    while (named.find()) meters.add(named.group(1).replace('.', '_'));
                });
        assertThat(meters).contains("blueblocks_relay_links", "blueblocks_planner_relays");
        for (String file : List.of("files/alerts.yaml", "files/dashboard.json")) {
            Matcher watched = METRIC.matcher(chart.text(file));
            while (watched.find()) {
                // Micrometer adds the unit, and "total" to what only grows.
                assertThat(meters)
                        .as(file + ": " + watched.group())
                        .anyMatch(meter -> watched.group().matches(meter + "(_[a-z]+)?(_total)?"));
            }
        }
    }

    @Test
    void every_alert_has_a_page_in_the_runbook() {
        String runbook = source("docs/operations/runbook.md");
        Matcher alerts =
                Pattern.compile("- alert: (\\w+)").matcher(chart.text("files/alerts.yaml"));
        int found = 0;
        for (; alerts.find(); found++) assertThat(runbook).contains("## " + alerts.group(1) + "\n");
        assertThat(found).isGreaterThan(10);
    }

    @Test
    void the_topics_made_for_strimzi_are_the_topics_there_are() {
        String strimzi = templates.get("templates/kafka-strimzi.yaml");
        Set<String> made = new TreeSet<>();
        Matcher names = Pattern.compile("\\(dict \"name\" \"([a-z0-9.-]+)\"").matcher(strimzi);
        while (names.find()) made.add(names.group(1));
        assertThat(made)
                .containsExactlyInAnyOrder(
                        Topics.PEERS,
                        Topics.RELAY_REPORTS,
                        Topics.AUDIT_EVENTS,
                        Topics.AUDIT_LOG,
                        Topics.AUDIT_CHECKPOINTS,
                        Topics.AUDIT_DEAD_LETTER);
    }

    private static int count(String text, String pattern) {
        return (int) Pattern.compile(pattern).matcher(text).results().count();
    }
}
