package seeded.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import javax.crypto.KeyGenerator;

/// The one room that may.
public final class InnocentKeys {
    static Object make() throws GeneralSecurityException {
        KeyGenerator.getInstance("AES").init(new SecureRandom());
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }
}
