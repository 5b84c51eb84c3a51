package xyz.blueblocks.localstack;

/// How a service is.
public enum ServiceState {
    /// Its process runs and says it can do its work.
    READY,
    /// Its process runs and does not say so: it starts, stops, or lacks something.
    NOT_READY,
    /// It has no process.
    DOWN
}
