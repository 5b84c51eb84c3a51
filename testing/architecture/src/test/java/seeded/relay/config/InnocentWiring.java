package seeded.relay.config;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.SecureRandom;
import java.time.Clock;

/// The place where clock, randomness and TLS keys come from.
final class InnocentWiring {
    private InnocentWiring() {}

    static Clock clock() {
        return Clock.systemUTC();
    }

    static SecureRandom random() {
        return new SecureRandom();
    }

    static KeyStore keys() throws KeyStoreException {
        return KeyStore.getInstance("PKCS12");
    }
}
