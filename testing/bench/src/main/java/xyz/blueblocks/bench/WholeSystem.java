package xyz.blueblocks.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import xyz.blueblocks.localstack.StackException;
import xyz.blueblocks.localstack.state.PrivateFiles;
import xyz.blueblocks.sdk.error.BlueBlocksException;

/// The whole system's figures; what each means is in `docs/operations/benchmarks.md`.
///
/// ```
/// OURS_REPEATS=3 ./bb bench FILE      bytes=<n> seconds=<s> sha256=<hex>      for each transfer
///                                     p50_us= p99_us= setup_ms= rss_relay_idle_mib= kib_per_conn=
/// ./bb bench --memory [FILE]          process=<name> rss_min_mib= rss_max_mib= moved_mib= samples=
/// ```
///
/// Figures are on standard output, one a line as above, and nothing else is.
public final class WholeSystem {
    private static final int DONE = 0;
    private static final int NOT_DONE = 1;
    private static final int END_SECONDS = 40;

    private final AtomicReference<Optional<Measuring>> measured =
            new AtomicReference<>(Optional.empty());

    private WholeSystem() {}

    /// Measures and prints.
    ///
    /// @param args as [BenchSettings#USAGE] says
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = System.out;
        System.setOut(System.err); // figures alone go to standard output
        WholeSystem system = new WholeSystem();
        AtomicInteger code = new AtomicInteger(NOT_DONE);
        Thread work =
                Thread.ofPlatform()
                        .name("bench")
                        .unstarted(() -> code.set(system.measure(List.of(args), out)));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> system.end(work), "bench-end"));
        work.start();
        work.join();
        System.exit(code.get());
    }

    /// An interrupted run leaves nothing behind: without its ends it fails, and tidies up.
    private void end(Thread work) {
        try {
            measured.get().filter(_ -> work.isAlive()).ifPresent(Measuring::kill);
            work.interrupt();
            work.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int measure(List<String> arguments, PrintStream out) {
        try {
            BenchSettings settings = BenchSettings.of(arguments, System.getenv());
            settings.check();
            return measure(settings, out);
        } catch (BenchFailure e) {
            System.err.println(e.text());
        } catch (StackException | BlueBlocksException e) {
            System.err.println(
                    new BenchFailure(
                                    "the system could not be started or used",
                                    String.valueOf(e.getMessage()),
                                    "end other stacks (bb down), then run it again")
                            .text());
        } catch (IOException | InterruptedException | RuntimeException e) {
            e.printStackTrace();
            System.err.println(
                    new BenchFailure("the measurement broke off", e.toString(), "run it again")
                            .text());
        }
        return NOT_DONE;
    }

    private int measure(BenchSettings settings, PrintStream out)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(settings.folder(), "blueblocks-bench-");
        try (Measuring measuring = new Measuring(folder)) {
            measured.set(Optional.of(measuring));
            if (settings.memory()) {
                return new MemoryRun(settings, out).run(measuring) ? DONE : NOT_DONE;
            }
            new SpeedRun(settings, folder, out).run(measuring);
            return DONE;
        } finally {
            measured.set(Optional.empty());
            if (System.getenv("OURS_KEEP") == null) {
                PrivateFiles.deleteTree(folder);
            } else {
                Notes.say("kept: " + folder);
            }
            Notes.say("everything has ended");
        }
    }
}
