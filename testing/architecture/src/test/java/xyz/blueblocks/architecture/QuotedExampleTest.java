package xyz.blueblocks.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the SDK's documentation shows is what the build compiles and the end-to-end tests run.
final class QuotedExampleTest {
    private static final Map<String, List<String>> PAGES =
            Map.of(
                    "docs/sdk.md",
                    List.of("enrol", "send", "receive"),
                    "README.md",
                    List.of("send"));
    private static final String FENCE = "```";
    private static final Pattern QUOTE =
            Pattern.compile(
                    "<!-- from (\\S+), (\\w+) -->\n" + FENCE + "java\n(.*?)" + FENCE,
                    Pattern.DOTALL);

    private final Repository repository = Repository.find();

    @Test
    void every_example_is_the_marked_region_of_its_file() {
        PAGES.forEach((name, regions) -> {
            List<String> quoted = new ArrayList<>();
            Matcher quotes = QUOTE.matcher(page(name));
            while (quotes.find()) {
                String source = page(quotes.group(1));
                assertThat(quotes.group(3)).isEqualTo(region(source, quotes.group(2)));
                quoted.add(quotes.group(2));
            }
            assertThat(quoted).as(name).isEqualTo(regions);
        });
    }

    @Test
    void no_java_stands_there_that_is_not_compiled() {
        PAGES.forEach((name, regions) ->
                assertThat(page(name).split(FENCE + "java", -1))
                        .as(name)
                        .hasSize(regions.size() + 1));
    }

    private String page(String name) {
        return repository.read(repository.root().resolve(name));
    }

    /// The lines between the marks, with the indentation of the first taken off.
    private static String region(String source, String name) {
        Matcher marked =
                Pattern.compile(
                                "\\n( +)// begin " + name + "\\n(.*?)\\n +// end " + name + "\\n",
                                Pattern.DOTALL)
                        .matcher(source);
        assertThat(marked.find()).as("region %s", name).isTrue();
        return marked.group(2)
                .lines()
                .map(line -> line.isEmpty() ? line : line.substring(marked.group(1).length()))
                .reduce("", (all, line) -> all + line + "\n");
    }
}
