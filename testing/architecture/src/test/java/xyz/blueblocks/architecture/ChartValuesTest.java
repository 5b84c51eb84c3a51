package xyz.blueblocks.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What an operator may say to the chart: the values, their schema, their documentation and the
/// examples agree.
final class ChartValuesTest {
    private static final Pattern USED = Pattern.compile("(?:Values|\\$v)\\.([A-Za-z][A-Za-z.]*)");
    private static final double PROCESSORS = 2;
    private static final long MEMORY_MIB = 4096;

    private final Chart chart = Chart.find();

    @Test
    void the_schema_knows_every_value_and_the_values_have_every_property_of_the_schema() {
        List<String> wrong = new ArrayList<>();
        for (Chart.Place place : chart.places(chart.map("values.yaml"))) {
            if (place.schema().isEmpty()) {
                wrong.add(place.path() + ": not in the schema");
            } else if (place.value() instanceof Map<?, ?> map) {
                Chart.child(place.schema().get(), "properties")
                        .ifPresent(known -> {
                            for (Object key : known.keySet()) {
                                // Helm's own, and nobody sets it.
                                if (!map.containsKey(key) && !key.equals("global")) {
                                    wrong.add(place.path() + "." + key + ": not in values.yaml");
                                }
                            }
                        });
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void nothing_that_the_schema_does_not_name_is_let_through() {
        List<String> open = new ArrayList<>();
        openObjects("", chart.map("values.schema.json"), open);
        assertThat(open).isEmpty();
    }

    private static void openObjects(String path, Object node, List<String> open) {
        if (node instanceof Collection<?> list) {
            list.forEach(each -> openObjects(path + "[]", each, open));
        } else if (node instanceof Map<?, ?> map) {
            boolean object = "object".equals(map.get("type"));
            if (object && !Boolean.FALSE.equals(map.get("additionalProperties"))) open.add(path);
            map.forEach((key, child) -> openObjects(path + "/" + key, child, open));
        }
    }

    @Test
    void every_example_says_only_what_the_schema_knows() {
        List<String> examples =
                new ArrayList<>(chart.files("ci").stream().map(chart::nameOf).toList());
        examples.add("values-demo.yaml");
        assertThat(examples).hasSize(8);
        for (String example : examples) {
            assertThat(chart.places(chart.map(example)))
                    .as(example)
                    .allSatisfy(place -> assertThat(place.schema()).as(place.path()).isPresent());
        }
    }

    @Test
    void every_value_that_a_template_uses_exists() {
        Set<String> known =
                chart.places(chart.map("values.yaml")).stream()
                        .map(Chart.Place::path)
                        .collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>();
        chart.templates()
                .forEach((name, text) -> {
                    Matcher used = USED.matcher(text);
                    while (used.find()) {
                        String path = used.group(1).replaceFirst("\\.$", "");
                        if (!known.contains(path)) unknown.add(name + ": " + path);
                    }
                });
        assertThat(unknown).isEmpty();
    }

    @Test
    void no_value_is_there_for_nothing() {
        String all = String.join("\n", chart.templates().values());
        List<String> unused =
                leaves().stream()
                        .filter(path ->
                                !all.contains("." + path.substring(path.lastIndexOf('.') + 1)))
                        // Resources are rendered whole.
                        .filter(path -> !path.matches(".*\\.resources\\.\\w+\\.\\w+"))
                        // So are addresses of others, and certificates by the component's name.
                        .filter(path -> !path.matches("(tls\\.secrets|kafka\\.logins)\\.\\w+"))
                        .filter(path -> !path.matches("postgres\\.cloudNativePG\\.\\w+Size"))
                        .toList();
        assertThat(unused).isEmpty();
    }

    @Test
    void the_documentation_lists_each_value_and_none_that_is_not_there() {
        String page =
                chart.repository()
                        .read(chart.repository().root().resolve("docs/operations/values.md"));
        Set<String> listed = new TreeSet<>();
        Matcher rows = Pattern.compile("(?m)^\\| `([A-Za-z][A-Za-z.]*)` \\|").matcher(page);
        while (rows.find()) listed.add(rows.group(1));
        assertThat(listed).isEqualTo(leaves());
    }

    private Set<String> leaves() {
        return chart.places(chart.map("values.yaml")).stream()
                .filter(place -> !(place.value() instanceof Map<?, ?> map) || map.isEmpty())
                .map(Chart.Place::path)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// What the scheduler sets aside, and what the pods may grow to: the demo's claim is arithmetic
    /// until somebody runs it.
    @Test
    void the_demo_asks_for_less_than_two_processors_and_four_gibibytes() {
        Map<?, ?> demo = chart.map("values-demo.yaml");
        Map<?, ?> usual = chart.map("values.yaml");
        List<Map<?, ?>> pods = new ArrayList<>();
        for (String one : List.of("discovery", "planner", "audit")) {
            pods.add(resources(demo, one));
            assertThat(((Map<?, ?>) demo.get(one)).get("replicas")).isEqualTo(1);
        }
        List<?> groups = (List<?>) ((Map<?, ?>) demo.get("relay")).get("groups");
        for (Object group : groups) {
            assertThat(((Map<?, ?>) group).get("replicas")).isEqualTo(1);
            pods.add(resources(demo, "relay"));
        }
        pods.add(resources((Map<?, ?>) usual.get("kafka"), "demo"));
        pods.add(resources((Map<?, ?>) usual.get("postgres"), "demo"));
        pods.add(resources(demo, "test"));
        assertThat(pods).hasSize(9);
        assertThat(pods.stream().mapToDouble(each -> processors(each, "requests")).sum())
                .isLessThanOrEqualTo(PROCESSORS);
        assertThat(pods.stream().mapToLong(each -> mebibytes(each, "limits")).sum())
                .isLessThanOrEqualTo(MEMORY_MIB);
    }

    private static Map<?, ?> resources(Map<?, ?> values, String of) {
        return (Map<?, ?>) ((Map<?, ?>) values.get(of)).get("resources");
    }

    private static double processors(Map<?, ?> resources, String kind) {
        String text = ((Map<?, ?>) resources.get(kind)).get("cpu").toString();
        return text.endsWith("m")
                ? Double.parseDouble(text.substring(0, text.length() - 1)) / 1000
                : Double.parseDouble(text);
    }

    private static long mebibytes(Map<?, ?> resources, String kind) {
        String text = ((Map<?, ?>) resources.get(kind)).get("memory").toString();
        long number = Long.parseLong(text.substring(0, text.length() - 2));
        return text.endsWith("Gi") ? number * 1024 : number;
    }
}
