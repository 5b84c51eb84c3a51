package xyz.blueblocks.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every rule fails where a violation was planted, and only there.
///
/// The packages under `seeded` are a house with each fault once. Plant a new fault with each new
/// rule and name it here.
class SeededViolationsTest {
    private static final House SEEDED = new House("seeded");
    private static final JavaClasses PLANTED =
            new ClassFileImporter().importPackages(SEEDED.root());

    /// Rule → what its report must name.
    private static final Map<String, List<String>> FAULTS =
            Map.ofEntries(
                    Map.entry("core_knows_only_the_domain", List.of("CoreWithLibrary")),
                    Map.entry("core_touches_no_world", List.of("CoreWithThread", "CoreWithFile")),
                    Map.entry("inbound_and_outbound_are_strangers", List.of("Door", "Store")),
                    Map.entry("modules_follow_the_arrows", List.of("Neighbour", "Upwards")),
                    Map.entry(
                            "packages_have_no_cycles",
                            List.of("seeded.sdk.left", "seeded.sdk.right")),
                    Map.entry("only_crypto_computes_with_keys", List.of("HomeMadeCipher")),
                    Map.entry("few_hold_keys", List.of("KeyHolder")),
                    Map.entry(
                            "secrets_are_no_record_components",
                            List.of("Leak.plain", "Leak.wrapped")),
                    Map.entry("every_package_is_null_marked", List.of("Unmarked")),
                    Map.entry("only_the_terminal_prints", List.of("Chatter")),
                    Map.entry("names_say_what_things_are", List.of("ThingHelper")),
                    Map.entry(
                            "only_wiring_reads_the_clock",
                            List.of("ClockReader.call", "ClockReader.refer")),
                    Map.entry(
                            "only_wiring_rolls_dice",
                            List.of("DiceRoller.uuid", "DiceRoller.fresh")),
                    Map.entry("core_measures_nothing", List.of("CoreWithStopwatch")));

    @Test
    void every_rule_has_a_planted_fault() {
        assertThat(FAULTS.keySet()).isEqualTo(HouseRules.of(SEEDED).keySet());
    }

    @TestFactory
    Stream<DynamicTest> every_rule_finds_its_planted_fault() {
        return HouseRules.of(SEEDED).entrySet().stream()
                .map(rule ->
                        dynamicTest(rule.getKey(), () -> finds(rule.getKey(), rule.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> no_rule_blames_the_innocent() {
        return HouseRules.of(SEEDED).entrySet().stream()
                .map(rule ->
                        dynamicTest(
                                rule.getKey(),
                                () ->
                                        assertThat(report(rule.getValue()))
                                                .noneMatch(line -> line.contains("Innocent"))));
    }

    private static void finds(String name, ArchRule rule) {
        assertThat(FAULTS.get(name))
                .allSatisfy(
                        fault -> assertThat(report(rule)).anyMatch(line -> line.contains(fault)));
    }

    private static List<String> report(ArchRule rule) {
        return rule.evaluate(PLANTED).getFailureReport().getDetails();
    }
}
