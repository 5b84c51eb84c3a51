package xyz.blueblocks.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The rules, held against every class we ship.
class ArchitectureTest {
    private static JavaClasses shipped;

    @BeforeAll
    static void read_all_modules() {
        shipped =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(House.REAL.root());
    }

    /// Else every rule would hold because there is nothing to look at.
    @Test
    void sees_every_module_on_its_class_path() {
        assertThat(House.ARROWS.keySet())
                .filteredOn(top -> !top.equals("bench"))
                .allSatisfy(top ->
                        assertThat(shipped.contain(House.REAL.root() + "." + top + ".package-info"))
                                .as(top)
                                .isTrue());
    }

    @TestFactory
    Stream<DynamicTest> shipped_code_keeps_the_rules() {
        return HouseRules.of(House.REAL).entrySet().stream()
                .map(rule ->
                        DynamicTest.dynamicTest(
                                rule.getKey(), () -> rule.getValue().check(shipped)));
    }
}
