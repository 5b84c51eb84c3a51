package xyz.blueblocks.sdk.transfer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import xyz.blueblocks.sdk.error.BlueBlocksException;

/// Waits for results so that a caller meets only [BlueBlocksException].
final class Outcome {
    private Outcome() {}

    static <T> T of(CompletableFuture<T> result) throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BlueBlocksException known
                    ? known
                    : new IllegalStateException(e.getCause());
        }
    }
}
