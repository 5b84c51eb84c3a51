package xyz.blueblocks.bench.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceKind;

/// Some lanes side by side, each a pair of ends that are killed again and again, over the relays of
/// one stack, which are killed too: while one lane waits for what it lost, the others go on.
public final class KillRun implements AutoCloseable {
    private static final int MIB = 1 << 20;

    /// So much goes from end to end in the rehearsal, in some chunks.
    private static final int REHEARSED_BYTES = 5 * MIB / 2;

    private final KillSettings settings;
    private final Consumer<String> notes;
    private final KillFigures figures;
    private final RelayYard yard;
    private final List<KillLane> lanes = new ArrayList<>();

    /// Enrols the ends, and makes the caches that shorten hundreds of starts.
    ///
    /// @param stack with all four relays, ready
    /// @param folder for everything that is written; its owner deletes it
    /// @param notes told how it goes
    public KillRun(LocalStack stack, Path folder, KillSettings settings, Consumer<String> notes)
            throws IOException, InterruptedException {
        this.settings = settings;
        this.notes = notes;
        this.figures = new KillFigures(settings);
        CompletableFuture<Void> relayCache =
                CompletableFuture.runAsync(() -> stack.makeCache(ServiceKind.RELAY));
        EndProgram program = new EndProgram(folder);
        byte[] pool = new byte[settings.mostMib() * MIB];
        new Random(settings.seed()).nextBytes(pool);
        try (KillPeople rehearsing = KillPeople.enrol(stack, own(folder, "rehearsal"))) {
            this.yard = rehearsing.relays(stack);
            Path file = rehearsing.outbox().resolve("file.bin");
            Files.write(file, Arrays.copyOf(pool, REHEARSED_BYTES));
            program.rehearse(rehearsing.bothArguments(file));
        }
        for (int number = 1; number <= settings.lanes(); number++) {
            KillPeople people = KillPeople.enrol(stack, own(folder, "lane-" + number));
            lanes.add(new KillLane(number, settings, people, program, yard, figures, pool, notes));
        }
        relayCache.join();
        notes.accept("enrolled and rehearsed");
    }

    private static Path own(Path folder, String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    /// Kills until it is enough.
    ///
    /// @throws KillFailure when something is not as it must be
    public KillFigures run() throws IOException, InterruptedException {
        notes.accept("seed=" + settings.seed());
        long began = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ends = new ExecutorCompletionService<Boolean>(threads);
            for (KillLane lane : lanes) {
                ends.submit(() -> {
                    lane.run();
                    return true;
                });
            }
            for (int left = lanes.size(); left > 0; left--) {
                try {
                    ends.take().get();
                } catch (ExecutionException e) {
                    threads.shutdownNow();
                    throw failure(e);
                }
            }
        }
        yard.awaitAll();
        figures.took(System.nanoTime() - began);
        return figures;
    }

    private static KillFailure failure(ExecutionException failed) {
        return Optional.ofNullable(failed.getCause())
                .filter(KillFailure.class::isInstance)
                .map(KillFailure.class::cast)
                .orElseGet(() -> new KillFailure("a lane broke", failed));
    }

    /// Ends all ends and waits for the relays.
    @Override
    public void close() {
        lanes.forEach(KillLane::close);
        try {
            yard.awaitAll();
        } finally {
            yard.close();
        }
    }
}
