package xyz.blueblocks.relay.config;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// The one event loop on which a relay's core lives, for whoever is not on it.
///
/// @param thread that loop
record RelayLoop(Executor thread) {
    /// What `task` comes to there.
    <T> CompletionStage<T> call(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                result.complete(task.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /// Runs `task` there.
    CompletionStage<Boolean> run(Runnable task) {
        return call(() -> {
            task.run();
            return true;
        });
    }
}
