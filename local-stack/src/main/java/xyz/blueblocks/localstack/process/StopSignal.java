package xyz.blueblocks.localstack.process;

/// How a program is asked to end.
public enum StopSignal {
    /// SIGTERM: what a JVM runs its shutdown hooks for.
    TERM,
    /// SIGINT: PostgreSQL's "fast shutdown", which does not wait for clients to leave.
    INT
}
