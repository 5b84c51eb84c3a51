package xyz.blueblocks.bench.kills;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import xyz.blueblocks.crypto.warmup.Warmup;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.localstack.StackSettings;
import xyz.blueblocks.localstack.state.PrivateFiles;

/// `./bb kills`: a stack of its own, and as many kills as are wanted.
///
/// Prints the figures on standard output and how it goes on standard error; exits 0 when every file
/// arrived as it must. What each figure means is in `docs/operations/kills.md`.
public final class Kills {
    private static final int DONE = 0;
    private static final int WRONG = 1;
    private static final int USAGE = 2;

    /// Relays live for seconds too: what makes them fast would take the time of others.
    private static final Map<String, String> NOT_WARM =
            Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -D" + Warmup.PROPERTY + "=off");

    private Kills() {}

    /// Runs.
    ///
    /// @param args as [KillSettings#USAGE] says
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = System.out;
        System.setOut(System.err); // figures alone go to standard output
        KillSettings settings;
        try {
            settings = KillSettings.parse(List.of(args), System.nanoTime() % 1_000_000_000);
        } catch (IllegalArgumentException e) {
            System.err.println("kills: " + e.getMessage() + "\n" + KillSettings.USAGE);
            System.exit(USAGE);
            return;
        }
        AtomicInteger code = new AtomicInteger(WRONG);
        Thread work =
                Thread.ofPlatform().name("kills").unstarted(() -> code.set(run(settings, out)));
        work.start();
        work.join();
        System.exit(code.get());
    }

    private static int run(KillSettings settings, PrintStream out) {
        long began = System.nanoTime();
        boolean good = false;
        Path folder = settings.folder();
        try {
            folder = Files.createTempDirectory(settings.folder(), "blueblocks-kills-");
            Path ends = Files.createDirectory(folder.resolve("ends"));
            StackSettings stackSettings =
                    StackSettings.in(folder.resolve("stack"))
                            .withEnvironment(ServiceKind.RELAY, NOT_WARM);
            try (LocalStack stack = LocalStack.start(stackSettings);
                    KillRun run =
                            new KillRun(
                                    stack,
                                    ends,
                                    settings,
                                    text ->
                                            System.err.printf(
                                                    Locale.ROOT,
                                                    "[%6.1f s] %s%n",
                                                    (System.nanoTime() - began) / 1e9,
                                                    text))) {
                out.println("seed=" + settings.seed());
                KillFigures figures = run.run();
                figures.lines().forEach(out::println);
                figures.require();
                out.println("kills: all held: " + figures.summary());
                good = true;
            }
        } catch (KillFailure e) {
            out.println("kills: NOT HELD: " + e.getMessage());
        } catch (IOException | InterruptedException | RuntimeException e) {
            e.printStackTrace();
            out.println("kills: NOT DONE: " + e);
        } finally {
            if (good) {
                PrivateFiles.deleteTree(folder);
            } else {
                System.err.println("kills: what was there is kept in " + folder);
            }
        }
        return good ? DONE : WRONG;
    }
}
