package xyz.blueblocks.servicekit.audit;

import java.util.concurrent.CompletionStage;

/// Where spooled events go. Used by the outbox's shipping thread only.
interface AuditSink extends AutoCloseable {
    /// Hands one event on, in the order of the calls; completes when it is safe there,
    /// exceptionally when it may not be. May block for some seconds.
    CompletionStage<?> send(String key, byte[] value);

    /// Waits for nothing, but starts sending all that was handed over so far.
    void flush();

    /// Forgets what went wrong: the next [#send] begins afresh.
    void restart();

    @Override
    void close();
}
