package xyz.blueblocks.crypto.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.SecretBytes;

/// Test cases 1, 2, 3 and 6 of RFC 4231.
class HmacSha256Test {
    @Test
    void gives_the_tags_of_rfc_4231() {
        assertThat(tag(filled(20, 0x0b), ascii("Hi There")))
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        assertThat(tag(ascii("Jefe"), ascii("what do ya want "), ascii("for nothing?")))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(tag(filled(20, 0xaa), filled(50, 0xdd)))
                .isEqualTo("773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
        assertThat(
                        tag(
                                filled(131, 0xaa),
                                ascii("Test Using Larger Than Block-Size Key - Hash Key First")))
                .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    private static String tag(byte[] key, byte[]... parts) {
        try (SecretBytes secret = SecretBytes.take(key)) {
            return HexFormat.of().formatHex(HmacSha256.mac(secret, parts));
        }
    }

    private static byte[] filled(int length, int value) {
        byte[] out = new byte[length];
        Arrays.fill(out, (byte) value);
        return out;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
