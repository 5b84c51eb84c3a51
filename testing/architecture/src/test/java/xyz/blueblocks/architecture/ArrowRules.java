package xyz.blueblocks.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.stream.Stream;

/// Who may know whom.
final class ArrowRules {
    private ArrowRules() {}

    /// Decisions stay readable and simulable only while they know nothing of the world around them.
    static ArchRule coreKnowsOnlyTheDomain(House house) {
        return together(
                House.SERVICES.stream()
                        .map(service ->
                                classes()
                                        .that()
                                        .resideInAPackage(house.below(service + ".core"))
                                        .should()
                                        .onlyDependOnClassesThat()
                                        .resideInAnyPackage(
                                                house.below(service + ".core"),
                                                house.below("wire"),
                                                house.below("crypto"),
                                                "org.jspecify..",
                                                "java..")));
    }

    /// A simulator runs a thousand relays in one process, so no core owns a thread, socket or file.
    static ArchRule coreTouchesNoWorld(House house) {
        return noClasses()
                .that()
                .resideInAnyPackage(house.room("core"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net.http..", "java.nio.channels..", "java.nio.file..", "java.sql..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.net\\.(Datagram|Server|Multicast)?Socket"
                                + "|java\\.io\\.(File|RandomAccess).*"
                                + "|java\\.lang\\.(Thread|Process|Runtime(?!Exception)).*"
                                + "|java\\.util\\.Timer"
                                + "|java\\.util\\.concurrent\\..*(Executor|CompletableFuture).*")
                .allowEmptyShould(true);
    }

    /// Both are edges; what one needs from the other passes through core.
    static ArchRule inboundAndOutboundAreStrangers(House house) {
        return together(
                House.SERVICES.stream()
                        .flatMap(service ->
                                Stream.of(
                                        stranger(house, service, "inbound", "outbound"),
                                        stranger(house, service, "outbound", "inbound"))));
    }

    private static ArchRule stranger(House house, String service, String from, String to) {
        return noClasses()
                .that()
                .resideInAPackage(house.below(service + "." + from))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(house.below(service + "." + to));
    }

    /// Covers "no service knows another" and "nobody compiles against a service" as well.
    static ArchRule modulesFollowTheArrows(House house) {
        return together(
                House.ARROWS.entrySet().stream()
                        .map(arrow -> {
                            List<String> forbidden =
                                    House.ARROWS.keySet().stream()
                                            .filter(top -> !top.equals(arrow.getKey()))
                                            .filter(top -> !arrow.getValue().contains(top))
                                            .sorted()
                                            .toList();
                            return noClasses()
                                    .that()
                                    .resideInAPackage(house.below(arrow.getKey()))
                                    .should()
                                    .dependOnClassesThat()
                                    .resideInAnyPackage(house.all(forbidden));
                        }));
    }

    /// Every package is a slice, a parent beside its children.
    static ArchRule packagesHaveNoCycles(House house) {
        return slices().assignedFrom(new ByPackage(house))
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    private static ArchRule together(Stream<ArchRule> rules) {
        return CompositeArchRule.of(rules.toList()).allowEmptyShould(true);
    }

    private record ByPackage(House house) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return name.startsWith(house.root() + ".")
                    ? SliceIdentifier.of(name)
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + house.root();
        }
    }
}
