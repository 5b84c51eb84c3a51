package xyz.blueblocks.crypto;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import java.util.function.Supplier;

/// Which library does what, decided once per process.
///
/// Native libraries (Conscrypt, Amazon Corretto) are loaded on first use and asked for explicitly,
/// never registered globally. Where one is missing, cannot load, or natives are switched off by
/// `-Dblueblocks.crypto.natives=off`, pure Java code takes its place without a word; [#describe]
/// tells what was chosen. The measurements behind the choice are in docs/spec/primitives.md.
///
/// The methods returning a [Provider] are for the packages of this module only.
public final class CryptoProviders {
    /// System property; `off` keeps native code out.
    public static final String NATIVES_PROPERTY = "blueblocks.crypto.natives";

    private CryptoProviders() {}

    /// Whether native libraries may be used; read when the first of them is asked for.
    public static boolean nativesEnabled() {
        return Switch.ENABLED;
    }

    /// Amazon Corretto, for Ed25519; empty where it cannot run.
    public static Optional<Provider> corretto() {
        return Corretto.LOADED;
    }

    /// Conscrypt, for X25519 and HPKE; empty where it cannot run.
    public static Optional<Provider> conscrypt() {
        return ConscryptHolder.LOADED;
    }

    /// The JDK's own provider, for AEAD, HKDF and ML-KEM.
    public static Provider sunJce() {
        return Jdk.SUN_JCE;
    }

    /// One line for logs and diagnostics; loads the native libraries if that has not happened yet.
    public static String describe() {
        String natives = nativesEnabled() ? "on" : "off";
        String ed25519 = corretto().map(CryptoProviders::name).orElse("Bouncy Castle");
        String kem =
                conscrypt()
                        .map(p -> p.getName() + " " + NativeLoading.conscryptVersion())
                        .orElse("Bouncy Castle");
        return "natives="
                + natives
                + " ed25519="
                + ed25519
                + " x25519+hpke="
                + kem
                + " aead+hkdf+ml-kem="
                + name(sunJce())
                + " argon2id=Bouncy Castle";
    }

    private static String name(Provider provider) {
        return provider.getName() + " " + provider.getVersionStr();
    }

    /// Runs a native library's first steps; whatever goes wrong there means "not on this machine".
    private static Optional<Provider> load(Supplier<Provider> first) {
        if (!nativesEnabled()) {
            return Optional.empty();
        }
        try {
            return Optional.of(first.get());
        } catch (RuntimeException | LinkageError absent) {
            return Optional.empty();
        }
    }

    private static final class Switch {
        static final boolean ENABLED = !"off".equals(System.getProperty(NATIVES_PROPERTY, "on"));
    }

    private static final class Corretto {
        static final Optional<Provider> LOADED = load(NativeLoading::corretto);
    }

    private static final class ConscryptHolder {
        static final Optional<Provider> LOADED = load(NativeLoading::conscrypt);
    }

    private static final class Jdk {
        static final Provider SUN_JCE = find();

        private static Provider find() {
            Provider found = Security.getProvider("SunJCE");
            if (found == null) {
                throw new IllegalStateException("provider: SunJCE missing (want a full JDK)");
            }
            return found;
        }
    }
}
