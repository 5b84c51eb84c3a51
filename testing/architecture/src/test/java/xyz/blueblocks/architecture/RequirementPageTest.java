package xyz.blueblocks.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequirementPageTest {
    private static final String FILE = "common-x/src/test/java/a/FooTest.java";

    @Test
    void the_committed_page_is_the_generated_one() {
        Repository repository = Repository.find();
        Path page = repository.root().resolve(RequirementPage.FILE);

        List<String> committed =
                Files.exists(page) ? repository.read(page).lines().toList() : List.of();
        List<String> generated = RequirementPage.of(repository).lines().toList();

        // Only what differs: the page is long, and its last lines are what a log's reader sees.
        assertThat(generated)
                .filteredOn(line -> !committed.contains(line))
                .as("lines missing from %s; run %s", RequirementPage.FILE, RequirementPage.COMMAND)
                .isEmpty();
        assertThat(committed.equals(generated))
                .as("%s holds stale lines; run %s", RequirementPage.FILE, RequirementPage.COMMAND)
                .isTrue();
    }

    @Test
    void reads_rows_method_and_sentence() {
        String text =
                source(
                        """
                        @Test
                        @Row("A01, X02: says \\"no\\"" + " twice")
                        @Timeout(value = 3, unit = (SECONDS))
                        void says_no() {
                        """);

        assertThat(Requirement.in(FILE, text))
                .containsExactly(
                        new Requirement("A01", "FooTest#says_no", "common-x", "says \"no\" twice"),
                        new Requirement("X02", "FooTest#says_no", "common-x", "says \"no\" twice"));
    }

    @Test
    void reads_classes_and_factories() {
        String text =
                source(
                        """
                        @Row("B01: whole")
                        class FooTest {
                            @TestFactory
                            @Row("B02: many")
                            Stream<DynamicTest> many() {
                            }

                            @Nested
                            @Row("B03: inner")
                            class Inner {
                        """);

        assertThat(Requirement.in(FILE, text))
                .extracting(Requirement::test)
                .containsExactly("FooTest", "FooTest#many", "FooTest.Inner");
    }

    @Test
    void passes_over_names_that_claim_nothing() {
        assertThat(Requirement.in(FILE, source("@Row(\"a sentence: with colon\") void x() {")))
                .isEmpty();
    }

    @Test
    void refuses_a_row_written_wrongly() {
        for (String wrong : List.of("A1: x", "Z01: x", "A01 x", "A01, : x", "A01:")) {
            assertThatIllegalArgumentException()
                    .as(wrong)
                    .isThrownBy(() ->
                            Requirement.in(FILE, source("@Row(\"" + wrong + "\") void x() {")))
                    .withMessageContaining(FILE);
        }
    }

    @Test
    void escapes_what_would_break_the_table() {
        String page = RequirementPage.of(List.of(new Requirement("A01", "T#x", "m", "a | b\nc")));

        assertThat(page).endsWith("| A01 | `T#x` (m) | a \\| b c |\n").contains("Rows shown: 1.");
    }

    /// Examples are spelt `@Row`, or the scanner, which also reads this file, would take them for
    /// claims.
    private static String source(String text) {
        return text.replace("@Row(", "@DisplayName(");
    }
}
