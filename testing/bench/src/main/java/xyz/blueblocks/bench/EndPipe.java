package xyz.blueblocks.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The side of an end: it reads a request a line, its words parted by tabs, and answers each with a
/// line: `ok` and `name=value` words parted by tabs, or `failed` and why. When the pipe ends, so
/// does the process.
final class EndPipe {
    static final String OK = "ok";
    static final String FAILED = "failed";
    static final String QUIT = "quit";
    static final String TAB = "\t";

    private EndPipe() {}

    /// Carries out requests.
    @FunctionalInterface
    interface Desk {
        /// Does what is asked and gives `name=value` words.
        List<String> answer(List<String> request) throws Exception;
    }

    /// What an end does before the first request.
    @FunctionalInterface
    interface Opening {
        Desk open() throws Exception;
    }

    /// Serves until told to quit, then returns; whatever else ends the pipe ends the process.
    static void serve(Opening opening) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err); // a library that speaks must not be taken for an answer
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Desk desk;
        try {
            desk = opening.open();
        } catch (Exception e) {
            say(out, failure(e));
            return;
        }
        say(out, OK);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(QUIT)) {
                return;
            }
            say(out, carryOut(desk, List.of(line.split(TAB, -1))));
        }
        Runtime.getRuntime().halt(1); // nobody is left to end in order for
    }

    private static String carryOut(Desk desk, List<String> request) {
        try {
            return String.join(TAB, OK, String.join(TAB, desk.answer(request)));
        } catch (Exception e) {
            return failure(e);
        }
    }

    private static String failure(Exception e) {
        e.printStackTrace();
        StringBuilder why = new StringBuilder(e.toString());
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            why.append(" because of ").append(cause);
        }
        return FAILED + TAB + why.toString().replaceAll("\\s+", " ");
    }

    private static void say(PrintStream out, String line) {
        out.println(line);
        out.flush();
    }
}
