package xyz.blueblocks.wire.message;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/// Makes names that strangers chose fit to be shown, and to be offered as a name for saving.
///
/// A name is never a path: where a file is written is the receiver's own choice.
public final class FileNames {
    /// Longest name that is given back, in code points.
    public static final int MAX_CODE_POINTS = 120;

    private static final int MAX_EXTENSION = 16;
    private static final String REPLACEMENT = "_";
    private static final String NAMELESS = "unnamed";
    private static final String FORBIDDEN = "/\\:*?\"<>|";
    private static final Set<String> DEVICES =
            Set.of(
                    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6",
                    "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7",
                    "lpt8", "lpt9");

    private FileNames() {}

    /// `name` without anything that could mislead an eye or a file system.
    ///
    /// Path characters and controls become `_`; invisible characters, among them those that turn
    /// the direction of writing (`fdp.exe` shown as `exe.pdf`), are left out; so are dots and
    /// blanks at both ends. Never empty, idempotent.
    public static String display(String name) {
        StringBuilder out = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFC)
                .codePoints()
                .forEach(c -> {
                    if (c < 0x20 || c == 0x7f || FORBIDDEN.indexOf(c) >= 0) {
                        out.append(REPLACEMENT);
                    } else if (isShown(c)) {
                        out.appendCodePoint(Character.isSpaceChar(c) ? ' ' : c);
                    }
                });
        String shown = strip(shorten(strip(out.toString())));
        if (shown.isEmpty()) {
            return NAMELESS;
        }
        String stem = shown.split("\\.", 2)[0].toLowerCase(Locale.ROOT);
        return DEVICES.contains(stem) ? REPLACEMENT + shown : shown;
    }

    private static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    private static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isEdge(text.charAt(from))) {
            from++;
        }
        while (to > from && isEdge(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isEdge(char c) {
        return c == '.' || c == ' ';
    }

    /// Keeps a short extension when it cuts.
    private static String shorten(String text) {
        int length = text.codePointCount(0, text.length());
        if (length <= MAX_CODE_POINTS) {
            return text;
        }
        int dot = text.lastIndexOf('.');
        String extension =
                dot > 0 && text.length() - dot <= MAX_EXTENSION ? text.substring(dot) : "";
        int keep = MAX_CODE_POINTS - extension.codePointCount(0, extension.length());
        return text.substring(0, text.offsetByCodePoints(0, keep)) + extension;
    }
}
