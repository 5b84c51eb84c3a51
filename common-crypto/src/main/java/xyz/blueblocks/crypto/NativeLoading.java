package xyz.blueblocks.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import org.conscrypt.Conscrypt;

/// The only class that names the native libraries' providers, so that nothing else fails to link
/// where their jars are absent.
final class NativeLoading {
    private NativeLoading() {}

    static Provider corretto() {
        AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
        Throwable broken = provider.getLoadingError();
        if (broken != null) {
            throw new IllegalStateException("Amazon Corretto: cannot load", broken);
        }
        return provider;
    }

    /// The provider's own version says 1.0 for every release.
    static String conscryptVersion() {
        Conscrypt.Version version = Conscrypt.version();
        return version.major() + "." + version.minor() + "." + version.patch();
    }

    static Provider conscrypt() {
        Conscrypt.checkAvailability();
        return Conscrypt.newProvider();
    }
}
