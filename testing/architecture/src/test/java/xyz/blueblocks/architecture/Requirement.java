package xyz.blueblocks.architecture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One test's claim to show one row of the requirements.
///
/// @param row `A01` … `N99` or `X01` … `X99`
/// @param test `Class#method`, or `Class` when the whole class carries the name
/// @param module folder of the module, as the repository spells it
/// @param sentence what the test asserts
record Requirement(String row, String test, String module, String sentence)
        implements Comparable<Requirement> {

    private static final Comparator<Requirement> ORDER =
            Comparator.comparing(Requirement::row)
                    .thenComparing(Requirement::test)
                    .thenComparing(Requirement::sentence)
                    .thenComparing(Requirement::module);

    private static final Pattern NAME =
            Pattern.compile(
                    "@DisplayName\\(\\s*(\"(?:[^\"\\\\]|\\\\.)*\"(?:\\s*\\+\\s*\"(?:[^\"\\\\]|\\\\.)*\")*)\\s*\\)");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern ROW = Pattern.compile("[A-NX][0-9]{2}");
    private static final Pattern CLAIM =
            Pattern.compile(
                    "((?:" + ROW + ")(?:\\s*,\\s*" + ROW + ")*)\\s*:\\s*(.+)", Pattern.DOTALL);

    /// Looks like a claim, rightly written or not. Three digits are none: `E005` is an error code.
    private static final Pattern MEANT_AS_CLAIM =
            Pattern.compile("[A-Z][0-9]{1,2}\\b.*", Pattern.DOTALL);

    private static final Pattern CARRIER =
            Pattern.compile("\\b(?:class|record|interface)\\s+(\\w+)|(\\w+)\\s*\\(");

    @Override
    public int compareTo(Requirement other) {
        return ORDER.compare(this, other);
    }

    /// Reads the claims of one test file.
    ///
    /// @throws IllegalArgumentException for a display name that starts like a row but is none, so
    ///   that a slip of the pen does not silently lose a requirement
    static List<Requirement> in(String file, String text) {
        String module = file.substring(0, Math.max(0, file.indexOf("/src/")));
        String type = file.substring(file.lastIndexOf('/') + 1).replace(".java", "");
        List<Requirement> found = new ArrayList<>();
        Matcher name = NAME.matcher(text);
        while (name.find()) {
            String displayed = joined(name.group(1));
            Matcher claim = CLAIM.matcher(displayed);
            if (!claim.matches()) {
                if (MEANT_AS_CLAIM.matcher(displayed).matches()) {
                    throw new IllegalArgumentException(
                            file + ": \"" + displayed + "\" (want \"A01, X02: sentence\")");
                }
                continue;
            }
            String test = carrier(type, text.substring(name.end()));
            for (String row : claim.group(1).split("\\s*,\\s*", -1)) {
                found.add(new Requirement(row, test, module, claim.group(2).strip()));
            }
        }
        return found;
    }

    private static String joined(String literals) {
        StringBuilder all = new StringBuilder();
        Matcher literal = LITERAL.matcher(literals);
        while (literal.find()) all.append(literal.group(1).translateEscapes());
        return all.toString();
    }

    /// The method or class that the annotation sits on: the first declaration after it.
    private static String carrier(String type, String rest) {
        Matcher carrier = CARRIER.matcher(withoutAnnotations(rest));
        if (!carrier.find()) return type;
        if (carrier.group(2) != null) return type + "#" + carrier.group(2);
        return carrier.group(1).equals(type) ? type : type + "." + carrier.group(1);
    }

    /// Drops leading annotations with their arguments, which may hold parentheses of their own.
    private static String withoutAnnotations(String rest) {
        String left = rest.stripLeading();
        while (left.startsWith("@")) {
            int end = 1;
            while (end < left.length()
                    && (Character.isJavaIdentifierPart(left.charAt(end))
                            || left.charAt(end) == '.')) {
                end++;
            }
            if (end < left.length() && left.charAt(end) == '(') end = closing(left, end);
            left = left.substring(end).stripLeading();
        }
        return left;
    }

    private static int closing(String text, int open) {
        int depth = 0;
        boolean quoted = false;
        for (int at = open; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')' && --depth == 0) {
                return at + 1;
            }
        }
        return text.length();
    }
}
