package xyz.blueblocks.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Time and randomness are arguments, so that a run can be replayed from its seed.
///
/// They enter in a `config` package or in a class named `…Main`, `…Config` or `…Wiring`. The local
/// stack and the benchmarks measure the real world and are exempt.
final class ClockRules {
    private static final Set<String> CLOCK_READERS =
            Set.of(
                    "java.lang.System.currentTimeMillis",
                    "java.time.Clock.system",
                    "java.time.Clock.systemUTC",
                    "java.time.Clock.systemDefaultZone",
                    "java.time.Clock.tick",
                    "java.time.Clock.tickMillis",
                    "java.time.Clock.tickSeconds",
                    "java.time.Clock.tickMinutes",
                    "java.time.InstantSource.system");

    private static final Set<String> UNSEEDED =
            Set.of(
                    "java.lang.Math.random",
                    "java.util.UUID.randomUUID",
                    "java.util.concurrent.ThreadLocalRandom.current",
                    "java.util.random.RandomGenerator.of",
                    "java.util.random.RandomGenerator.getDefault",
                    "java.security.SecureRandom.getInstance",
                    "java.security.SecureRandom.getInstanceStrong");

    private ClockRules() {}

    /// Reading the wall clock is a decision of whoever wires the program.
    static ArchRule onlyWiringReadsTheClock(House house) {
        return noClasses()
                .that(DescribedPredicate.not(wiring(house)))
                .should()
                .accessTargetWhere(
                        DescribedPredicate.describe("reads the clock", ClockRules::readsClock))
                .allowEmptyShould(true);
    }

    /// `common-crypto` may make its own [java.security.SecureRandom]: a caller's choice of source
    /// must never weaken a key.
    static ArchRule onlyWiringRollsDice(House house) {
        return noClasses()
                .that(
                        DescribedPredicate.not(
                                wiring(house).or(resideInAnyPackage(house.below("crypto")))))
                .should()
                .accessTargetWhere(
                        DescribedPredicate.describe("is unseeded", ClockRules::isUnseeded))
                .allowEmptyShould(true);
    }

    /// Not even a duration is measured in core: virtual time would not move it.
    static ArchRule coreMeasuresNothing(House house) {
        return noClasses()
                .that()
                .resideInAnyPackage(house.room("core"))
                .should()
                .callMethod(System.class, "nanoTime")
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> wiring(House house) {
        return DescribedPredicate.describe(
                "wire the program",
                type ->
                        resideInAnyPackage(
                                                house.root() + "..config..",
                                                house.below("localstack"),
                                                house.below("bench"))
                                        .test(type)
                                || outermost(type).matches(".*(Main|Config|Wiring)"));
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(ClockRules::outermost).orElse(type.getSimpleName());
    }

    private static boolean readsClock(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) return false;
        String owner = target.getOwner().getName();
        if (CLOCK_READERS.contains(owner + "." + target.getName())) return true;
        return owner.startsWith("java.time.")
                && target.getName().equals("now")
                && target.getRawParameterTypes().stream()
                        .noneMatch(
                                type -> type.isAssignableTo(InstantSource.class) || isClock(type));
    }

    private static boolean isClock(JavaClass type) {
        return type.isEquivalentTo(Clock.class);
    }

    private static boolean isUnseeded(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) return false;
        JavaClass owner = target.getOwner();
        List<JavaClass> parameters = target.getRawParameterTypes();
        if (UNSEEDED.contains(owner.getName() + "." + target.getName())) return true;
        if (owner.getName().equals("java.util.Collections") && target.getName().equals("shuffle")) {
            return parameters.size() == 1;
        }
        return target.getName().equals("<init>")
                && parameters.isEmpty()
                && owner.isAssignableTo(RandomGenerator.class)
                && owner.getName().startsWith("java.");
    }
}
