package xyz.blueblocks.wire.message;

import java.util.regex.Pattern;

/// Whether ten digits can be a National Provider Identifier.
///
/// The last digit is a Luhn check digit over `80840` (ISO 7812's prefix for health in the United
/// States) and the nine digits before it. That the number was ever given to anybody, only the
/// registry can tell.
///
/// Source: CMS, "Requirements for NPI and NPI Check Digit".
public final class NpiCheck {
    private static final Pattern TEN_DIGITS = Pattern.compile("[12][0-9]{9}");
    private static final String PREFIX = "80840";

    private NpiCheck() {}

    /// Whether `npi` is ten digits, begins with 1 or 2, and has the right check digit.
    public static boolean holds(String npi) {
        if (!TEN_DIGITS.matcher(npi).matches()) {
            return false;
        }
        String digits = PREFIX + npi;
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : 2 * digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
