package xyz.blueblocks.bench.kills;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import xyz.blueblocks.localstack.LocalStack;
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
            try (LocalStack stack = LocalStack.start(StackSettings.in(folder.resolve("stack")));
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
                run.run().lines().forEach(out::println);
                good = true;
            }
        } catch (KillFailure e) {
            System.err.println("kills: " + e.getMessage());
        } catch (IOException | InterruptedException | RuntimeException e) {
            e.printStackTrace();
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
