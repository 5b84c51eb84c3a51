package xyz.blueblocks.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the SDK's documentation shows is what the build compiles and the end-to-end tests run.
final class QuotedExampleTest {
    private static final Path PAGE = Path.of("docs", "sdk.md");
    private static final String FENCE = "```";
    private static final Pattern QUOTE =
            Pattern.compile(
                    "<!-- from (\\S+), (\\w+) -->\n" + FENCE + "java\n(.*?)" + FENCE,
                    Pattern.DOTALL);

    private final Repository repository = Repository.find();

    @Test
    void every_example_is_the_marked_region_of_its_file() {
        String page = repository.read(repository.root().resolve(PAGE));
        List<String> regions = new ArrayList<>();
        Matcher quotes = QUOTE.matcher(page);
        while (quotes.find()) {
            String source = repository.read(repository.root().resolve(quotes.group(1)));
            assertThat(quotes.group(3)).isEqualTo(region(source, quotes.group(2)));
            regions.add(quotes.group(2));
        }
        assertThat(regions).containsExactly("enrol", "send", "receive");
    }

    @Test
    void no_java_stands_there_that_is_not_compiled() {
        String page = repository.read(repository.root().resolve(PAGE));
        assertThat(page.split(FENCE + "java", -1)).hasSize(4);
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
