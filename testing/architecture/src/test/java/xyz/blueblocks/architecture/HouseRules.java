package xyz.blueblocks.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Every rule about compiled code, by the sentence that names it.
final class HouseRules {
    private HouseRules() {}

    static SequencedMap<String, ArchRule> of(House house) {
        SequencedMap<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("core_knows_only_the_domain", ArrowRules.coreKnowsOnlyTheDomain(house));
        rules.put("core_touches_no_world", ArrowRules.coreTouchesNoWorld(house));
        rules.put(
                "inbound_and_outbound_are_strangers",
                ArrowRules.inboundAndOutboundAreStrangers(house));
        rules.put("modules_follow_the_arrows", ArrowRules.modulesFollowTheArrows(house));
        rules.put("packages_have_no_cycles", ArrowRules.packagesHaveNoCycles(house));
        rules.put("only_crypto_computes_with_keys", SafetyRules.onlyCryptoComputesWithKeys(house));
        rules.put("few_hold_keys", SafetyRules.fewHoldKeys(house));
        rules.put(
                "secrets_are_no_record_components",
                SafetyRules.secretsAreNoRecordComponents(house));
        rules.put("every_package_is_null_marked", SafetyRules.everyPackageIsNullMarked());
        rules.put("only_the_terminal_prints", SafetyRules.onlyTheTerminalPrints(house));
        rules.put("names_say_what_things_are", SafetyRules.namesSayWhatThingsAre());
        rules.put("only_wiring_reads_the_clock", ClockRules.onlyWiringReadsTheClock(house));
        rules.put("only_wiring_rolls_dice", ClockRules.onlyWiringRollsDice(house));
        rules.put("core_measures_nothing", ClockRules.coreMeasuresNothing(house));
        return rules;
    }
}
