package xyz.blueblocks.localstack;

import xyz.blueblocks.localstack.process.ChildProcess;

/// One process of the stack, whatever it is: how to start it and how to learn that it can work.
interface ManagedService {
    /// Does what takes time before the process can start. May be interrupted.
    default void prepare() {}

    /// Starts the process and returns at once.
    ChildProcess start();

    /// Whether it can do its work; called again and again, so cheap.
    boolean isReady(ChildProcess process);
}
