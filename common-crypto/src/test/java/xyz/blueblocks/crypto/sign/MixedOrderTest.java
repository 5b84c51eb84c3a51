package xyz.blueblocks.crypto.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.CryptoProviders;

/// Signatures by a cheating signer whose points have a part of small order, judged by the equation
/// itself, written down here with big integers.
class MixedOrderTest {
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger D =
            BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
    private static final Point ZERO = new Point(BigInteger.ZERO, BigInteger.ONE);
    private static final Point BASE =
            new Point(
                    new BigInteger(
                            "15112221349535400772501151409588531511454012693041857206046113283949847762202"),
                    BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P));

    /// The point of order 2.
    private static final Point TWO = new Point(BigInteger.ZERO, P.subtract(BigInteger.ONE));

    private static final int ROUNDS = 24;

    private record Point(BigInteger x, BigInteger y) {
        Point plus(Point o) {
            BigInteger t = D.multiply(x).multiply(o.x).multiply(y).multiply(o.y).mod(P);
            BigInteger x3 = x.multiply(o.y).add(y.multiply(o.x));
            BigInteger y3 = y.multiply(o.y).add(x.multiply(o.x));
            return new Point(
                    x3.multiply(BigInteger.ONE.add(t).modInverse(P)).mod(P),
                    y3.multiply(BigInteger.ONE.subtract(t).modInverse(P)).mod(P));
        }

        Point times(BigInteger n) {
            Point sum = ZERO;
            Point step = this;
            for (int i = 0; i < n.bitLength(); i++) {
                sum = n.testBit(i) ? sum.plus(step) : sum;
                step = step.plus(step);
            }
            return sum;
        }

        byte[] encoded() {
            byte[] out = little(y);
            out[31] |= (byte) (x.testBit(0) ? 0x80 : 0);
            return out;
        }
    }

    private static byte[] little(BigInteger n) {
        byte[] out = new byte[32];
        for (int i = 0; i < 32; i++) {
            out[i] = n.shiftRight(8 * i).byteValue();
        }
        return out;
    }

    private static BigInteger challenge(byte[] r, byte[] a, byte[] m)
            throws NoSuchAlgorithmException {
        MessageDigest sha = MessageDigest.getInstance("SHA-512");
        sha.update(r);
        sha.update(a);
        byte[] hash = sha.digest(m);
        byte[] big = new byte[64];
        for (int i = 0; i < 64; i++) {
            big[i] = hash[63 - i];
        }
        return new BigInteger(1, big).mod(L);
    }

    private static List<Ed25519Engine> engines() {
        List<Ed25519Engine> engines = new ArrayList<>(List.of(new PureEd25519()));
        CryptoProviders.corretto().ifPresent(p -> engines.add(new NativeEd25519(p)));
        return engines;
    }

    @Test
    @DisplayName("F02: a cheating signer's points of mixed order do not split the engines")
    void engines_follow_the_exact_equation_on_points_of_mixed_order() throws Exception {
        BigInteger secret = BigInteger.valueOf(123_456_789);
        int accepted = 0;
        int lax = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] m = {(byte) i};
            boolean keyMixed = i % 2 == 0;
            boolean nonceMixed = i % 3 != 0;
            Point a = BASE.times(secret);
            a = keyMixed ? a.plus(TWO) : a;
            BigInteger nonce = BigInteger.valueOf(1000 + i);
            Point r = BASE.times(nonce);
            r = nonceMixed ? r.plus(TWO) : r;
            BigInteger k = challenge(r.encoded(), a.encoded(), m);
            BigInteger s = nonce.add(k.multiply(secret)).mod(L);
            boolean exact = BASE.times(s).equals(r.plus(a.times(k)));
            byte[] sig = Arrays.copyOf(r.encoded(), 64);
            System.arraycopy(little(s), 0, sig, 32, 32);

            for (Ed25519Engine engine : engines()) {
                assertThat(engine.verifier(a.encoded()).verify(sig, m))
                        .as("round %d by %s", i, engine.getClass().getSimpleName())
                        .isEqualTo(exact);
            }
            assertThat(Ed25519PublicKey.decode(a.encoded()).orElseThrow().verify(sig, m))
                    .isEqualTo(exact);
            boolean bouncy = Ed25519.verify(sig, 0, a.encoded(), 0, m, 0, m.length);
            accepted += exact ? 1 : 0;
            lax += bouncy && !exact ? 1 : 0;
        }
        assertThat(accepted).isBetween(4, ROUNDS - 4);
        assertThat(lax).as("why the plain engine needs its extra checks").isPositive();
    }
}
