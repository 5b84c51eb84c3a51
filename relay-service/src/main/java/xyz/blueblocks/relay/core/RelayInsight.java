package xyz.blueblocks.relay.core;

import java.util.concurrent.CompletionStage;

/// What may be asked about a running relay, from any thread.
public interface RelayInsight {

    /// Whether it takes links.
    boolean listening();

    /// Whether discovery knows it, or it needs none.
    boolean registered();

    /// Whether the signed directory and the keys in force are there.
    boolean directoryLoaded();

    /// Whether used set-ups can be noted on disk.
    boolean remembering();

    /// What it knows of who talks through it.
    CompletionStage<RelayView> view();

    /// What it counts.
    RelayCounters counters();
}
