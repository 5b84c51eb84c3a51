package xyz.blueblocks.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rules that compiled classes no longer show, each a function from a file's text to its faults.
final class SourceRules {
    /// What fits a reader's head; longer files say why in a comment that holds [#EXCUSE].
    static final int MAX_LINES = 300;

    static final String EXCUSE = "longer than " + MAX_LINES + " lines because";

    private static final Pattern SERVICE_IMPORT =
            Pattern.compile(
                    "^import (?:static )?xyz\\.blueblocks\\.(?:"
                            + String.join("|", House.SERVICES)
                            + ")\\..*$",
                    Pattern.MULTILINE);

    /// As type `pom` a service is only built earlier and brings no class along.
    private static final Pattern SERVICE_DEPENDENCY =
            Pattern.compile(
                    "<artifactId>(route-planner|(?:discovery|relay|audit)-service)</artifactId>"
                            + "(?!\\s*<version>[^<]*</version>\\s*<type>pom</type>)");

    private SourceRules() {}

    static List<String> tooLong(String file, String text) {
        long lines = text.lines().count();
        if (lines <= MAX_LINES || text.contains(EXCUSE)) return List.of();
        return List.of(file + ": " + lines + " lines (want at most " + MAX_LINES + ")");
    }

    /// Whole-system tests see services as programs; an import would let them cheat.
    static List<String> importsAService(String file, String text) {
        return faults(SERVICE_IMPORT, file, text);
    }

    /// A dependency in the build file is where such an import would begin.
    static List<String> dependsOnAService(String file, String text) {
        return faults(SERVICE_DEPENDENCY, file, text);
    }

    private static List<String> faults(Pattern pattern, String file, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) found.add(file + ": " + matcher.group());
        return found;
    }
}
