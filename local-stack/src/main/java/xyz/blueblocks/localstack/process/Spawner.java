package xyz.blueblocks.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/// Starts processes from one thread that never ends: Linux takes the death of the *thread* that
/// started a child for its parent's death (prctl(2), PR_SET_PDEATHSIG).
public final class Spawner {
    private static final Executor THREAD =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("stack-spawner").factory());

    private Spawner() {}

    public static Process start(ProcessBuilder builder) throws IOException {
        try {
            return CompletableFuture.supplyAsync(() -> startHere(builder), THREAD).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException wrapped) throw wrapped.getCause();
            throw e;
        }
    }

    private static Process startHere(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
