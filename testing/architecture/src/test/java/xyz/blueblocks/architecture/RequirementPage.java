package xyz.blueblocks.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Writes `docs/requirements.md` from the display names of all tests: `./bb requirements`.
final class RequirementPage {
    static final String COMMAND = "./bb requirements";
    static final String FILE = "docs/requirements.md";

    private static final String HEAD =
            """
            # Requirements and the tests that show them

            Generated from the tests' display names by `%s`; do not edit. A test that shows a row of the
            requirements carries its id: `@%s("A01, X02: what is asserted")`.

            """
                    .formatted(COMMAND, "DisplayName");

    private RequirementPage() {}

    /// Rewrites the page. Runs from source, without a build, so it must use nothing but the JDK.
    public static void main(String[] args) throws IOException {
        Repository repository = Repository.find();
        Path page = repository.root().resolve(FILE);
        Files.createDirectories(page.getParent());
        Files.writeString(page, of(repository));
    }

    static String of(Repository repository) {
        return of(
                repository.javaFiles("test").stream()
                        .flatMap(file ->
                                Requirement.in(repository.name(file), repository.read(file))
                                        .stream())
                        .sorted()
                        .distinct()
                        .toList());
    }

    static String of(List<Requirement> requirements) {
        long rows = requirements.stream().map(Requirement::row).distinct().count();
        String table =
                requirements.stream()
                        .map(shown ->
                                "| %s | `%s` (%s) | %s |\n"
                                        .formatted(
                                                shown.row(),
                                                shown.test(),
                                                shown.module(),
                                                cell(shown.sentence())))
                        .collect(Collectors.joining());
        return HEAD
                + "Rows shown: "
                + rows
                + ".\n\n| Row | Test | What it asserts |\n| --- | --- | --- |\n"
                + table;
    }

    private static String cell(String sentence) {
        return sentence.replace("|", "\\|").replaceAll("\\s+", " ");
    }
}
