package xyz.blueblocks.cli.terminal;

import java.text.Normalizer;

/// Makes text from elsewhere fit for a terminal: no control characters (which could move the cursor
/// or rename the window), nothing that turns the direction of writing, one line, bounded.
public final class Shown {
    private static final int MAX_CODE_POINTS = 512;

    private Shown() {}

    /// `text` as one harmless line; what is left out shows as `?`.
    public static String line(String text) {
        StringBuilder out = new StringBuilder();
        String normal = Normalizer.normalize(text, Normalizer.Form.NFC);
        normal.codePoints()
                .limit(MAX_CODE_POINTS)
                .forEach(c -> {
                    if (isHarmless(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append(Character.isWhitespace(c) ? ' ' : '?');
                    }
                });
        if (normal.codePointCount(0, normal.length()) > MAX_CODE_POINTS) out.append("…");
        return out.toString().strip();
    }

    private static boolean isHarmless(int codePoint) {
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
}
