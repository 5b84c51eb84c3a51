package xyz.blueblocks.cli.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import xyz.blueblocks.cli.terminal.Output;
import xyz.blueblocks.cli.terminal.Shown;
import xyz.blueblocks.sdk.receive.IncomingOffer;

/// Runs the person's own command for each file that arrived, one after the other.
///
/// The command is the person's, run by the shell as written; what the sender chose reaches it in
/// environment variables alone, where no shell reads it as code: `BB_FILE BB_NAME BB_FROM
/// BB_FROM_NAME BB_SIZE BB_TYPE BB_HASH BB_ID`.
final class ArrivalCommand implements AutoCloseable {
    private static final long LAST_SECONDS = 600;

    private final String command;
    private final Output output;
    private final ExecutorService line =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("bb-on-arrival").factory());

    ArrivalCommand(String command, Output output) {
        this.command = command;
        this.output = output;
    }

    /// Puts it in line; returns at once.
    ///
    /// @param senderName the contact's name, or the id
    void run(IncomingOffer offer, Path file, String senderName) {
        line.execute(() -> runNow(offer, file, senderName));
    }

    private void runNow(IncomingOffer offer, Path file, String senderName) {
        ProcessBuilder builder = new ProcessBuilder(shell());
        Map<String, String> environment = builder.environment();
        // What opens the profile is no business of the command's.
        environment.remove("BB_PASSPHRASE_FILE");
        environment.put("BB_FILE", file.toAbsolutePath().toString());
        environment.put("BB_NAME", Shown.line(InboxPolicy.nameOf(offer)));
        environment.put("BB_FROM", offer.sender().toString());
        environment.put("BB_FROM_NAME", senderName);
        environment.put("BB_SIZE", Long.toString(offer.sizeBytes()));
        environment.put("BB_TYPE", Shown.line(offer.contentType()));
        environment.put("BB_HASH", offer.hash());
        environment.put("BB_ID", offer.id());
        builder.redirectInput(ProcessBuilder.Redirect.from(nothing()));
        // Standard output is this program's answer; with --json nothing else may be on it.
        builder.redirectOutput(ProcessBuilder.Redirect.PIPE).redirectErrorStream(true);
        try {
            Process process = builder.start();
            try (var said = process.inputReader()) {
                said.lines().forEach(text -> output.note("  " + Shown.line(text)));
            }
            int exit = process.waitFor();
            if (exit != 0) output.warn("the command for " + file + " ended with " + exit + ".");
        } catch (IOException e) {
            output.warn("the command for " + file + " could not be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> shell() {
        return isWindows() ? List.of("cmd", "/c", command) : List.of("sh", "-c", command);
    }

    private static java.io.File nothing() {
        return new java.io.File(isWindows() ? "NUL" : "/dev/null");
    }

    private static boolean isWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    /// Waits until all of them have run.
    @Override
    public void close() {
        line.shutdown();
        try {
            if (!line.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) line.shutdownNow();
        } catch (InterruptedException e) {
            line.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
