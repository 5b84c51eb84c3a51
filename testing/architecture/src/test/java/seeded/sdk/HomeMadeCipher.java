package seeded.sdk;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

final class HomeMadeCipher {
    private HomeMadeCipher() {}

    static int block() throws GeneralSecurityException {
        return Cipher.getInstance("AES/GCM/NoPadding").getBlockSize();
    }
}
