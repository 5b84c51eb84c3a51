package xyz.blueblocks.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/// What must not be touched, and by whom.
final class SafetyRules {
    /// Makes, uses or parses keys.
    private static final Pattern CRYPTOGRAPHY =
            Pattern.compile(
                    "javax\\.crypto\\..*"
                            + "|java\\.security\\.(Signature|KeyPairGenerator|AlgorithmParam.*"
                            + "|Provider|Security)"
                            + "|org\\.bouncycastle\\..*|org\\.conscrypt\\..*"
                            + "|com\\.amazon\\.corretto\\..*");

    /// Holds or loads keys without computing with them: what TLS and token libraries are handed.
    private static final Pattern KEY_HANDLES =
            Pattern.compile(
                    "java\\.security\\.(Key|KeyPair|KeyStore|KeyFactory|PrivateKey|PublicKey)"
                            + "|java\\.security\\.(spec|interfaces)\\..*");

    private static final Pattern BANNED_NAMES =
            Pattern.compile(".*(Util|Utils|Helper|Manager|Impl|Common)");

    private SafetyRules() {}

    /// One place to review: whoever computes with a key elsewhere escapes it.
    ///
    /// The local stack is exempt because it is the development certificate authority.
    static ArchRule onlyCryptoComputesWithKeys(House house) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(house.below("crypto"), house.below("localstack"))
                .should()
                .dependOnClassesThat(named("do cryptography", CRYPTOGRAPHY))
                .allowEmptyShould(true);
    }

    /// TLS rooms, token readers and configuration may hold a key; core and everyone else may not.
    static ArchRule fewHoldKeys(House house) {
        return noClasses()
                .that(
                        DescribedPredicate.not(
                                resideInAnyPackage(
                                        house.below("crypto"),
                                        house.below("wire"),
                                        house.below("link"),
                                        house.below("servicekit"),
                                        house.below("localstack"),
                                        house.root() + "..config..")))
                .should()
                .dependOnClassesThat(named("hold keys", KEY_HANDLES))
                .allowEmptyShould(true);
    }

    /// A record would print, compare and copy the secret.
    static ArchRule secretsAreNoRecordComponents(House house) {
        return classes()
                .that()
                .areAssignableTo(Record.class)
                .should(new HoldNoSecret(house))
                .allowEmptyShould(true);
    }

    /// Nullness checks silently skip a package that is not marked.
    static ArchRule everyPackageIsNullMarked() {
        return classes().should(new LiveInANullMarkedPackage()).allowEmptyShould(true);
    }

    /// Output is the command line's business; programs log.
    static ArchRule onlyTheTerminalPrints(House house) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        house.below("cli"), house.below("localstack"), house.below("bench"))
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .allowEmptyShould(true);
    }

    /// Such names say that nobody knew what the class is.
    static ArchRule namesSayWhatThingsAre() {
        return classes()
                .should()
                .haveNameNotMatching(BANNED_NAMES.pattern())
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> named(String what, Pattern pattern) {
        return DescribedPredicate.describe(what, type -> pattern.matcher(type.getName()).matches());
    }

    private static final class HoldNoSecret extends ArchCondition<JavaClass> {
        private final String secret;

        HoldNoSecret(House house) {
            super("have no SecretBytes component");
            this.secret = house.root() + ".crypto.";
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            for (JavaField field : type.getFields()) {
                // Also inside an Optional, a List or a Map.
                boolean leaks =
                        field.getType().getAllInvolvedRawTypes().stream()
                                .anyMatch(this::isSecretBytes);
                if (leaks) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    field, field.getFullName() + " is a record component"));
                }
            }
        }

        private boolean isSecretBytes(JavaClass type) {
            return type.getName().startsWith(secret) && type.getSimpleName().equals("SecretBytes");
        }
    }

    private static final class LiveInANullMarkedPackage extends ArchCondition<JavaClass> {
        LiveInANullMarkedPackage() {
            super("live in a package whose package-info is @NullMarked");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            boolean marked =
                    type.getPackage()
                            .tryGetPackageInfo()
                            .map(info -> info.isAnnotatedWith(NullMarked.class))
                            .orElse(false);
            if (!marked) {
                events.add(
                        SimpleConditionEvent.violated(
                                type,
                                type.getName()
                                        + ": no @NullMarked package-info in "
                                        + type.getPackageName()));
            }
        }
    }
}
