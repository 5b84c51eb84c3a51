package xyz.blueblocks.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The source rules, held against the clone; and each shown to fail.
class SourceRulesTest {
    private static final Repository REPOSITORY = Repository.find();

    /// Modules that see services only as running programs.
    private static final List<String> OUTSIDERS =
            List.of(
                    "testing/e2e/",
                    "testing/bench/",
                    "testing/drill/",
                    "local-stack/",
                    "cli/",
                    "client-sdk/");

    @Test
    void files_fit_a_readers_head() {
        assertThat(allJava())
                .isNotEmpty()
                .flatMap(file -> SourceRules.tooLong(REPOSITORY.name(file), REPOSITORY.read(file)))
                .isEmpty();
    }

    @Test
    void outsiders_never_import_a_service() {
        assertThat(allJava())
                .filteredOn(SourceRulesTest::isOutsider)
                .isNotEmpty()
                .flatMap(file ->
                        SourceRules.importsAService(REPOSITORY.name(file), REPOSITORY.read(file)))
                .isEmpty();
    }

    @Test
    void outsiders_never_depend_on_a_service() {
        assertThat(OUTSIDERS)
                .map(module -> REPOSITORY.root().resolve(module + "pom.xml"))
                .flatMap(pom ->
                        SourceRules.dependsOnAService(REPOSITORY.name(pom), REPOSITORY.read(pom)))
                .isEmpty();
    }

    @Test
    void finds_a_long_file_but_accepts_a_reason() {
        String text = "line\n".repeat(SourceRules.MAX_LINES + 1);

        assertThat(SourceRules.tooLong("A.java", text)).hasSize(1);
        assertThat(SourceRules.tooLong("A.java", text + "// " + SourceRules.EXCUSE + " x"))
                .isEmpty();
        assertThat(SourceRules.tooLong("A.java", "line\n".repeat(SourceRules.MAX_LINES))).isEmpty();
    }

    @Test
    void finds_imports_and_dependencies_of_services() {
        String text =
                "import xyz.blueblocks.sdk.Sdk;\nimport static xyz.blueblocks.relay.core.Hop.MAX;\n";
        String order =
                "<artifactId>relay-service</artifactId> <version>1</version> <type>pom</type>";
        String pom = "<artifactId>cli</artifactId><artifactId>audit-service</artifactId>";

        assertThat(SourceRules.importsAService("A.java", text)).hasSize(1);
        assertThat(SourceRules.dependsOnAService("pom.xml", pom)).hasSize(1);
        assertThat(SourceRules.dependsOnAService("pom.xml", order)).isEmpty();
    }

    private static List<Path> allJava() {
        return Stream.of("main", "test")
                .flatMap(set -> REPOSITORY.javaFiles(set).stream())
                .toList();
    }

    private static boolean isOutsider(Path file) {
        return OUTSIDERS.stream().anyMatch(REPOSITORY.name(file)::startsWith);
    }
}
