package xyz.blueblocks.localstack.process;

/// A task for the case that this program is ended before it gets to [#close]: by Ctrl-C or SIGTERM.
///
/// Such tasks run side by side, in no order.
public final class AtExit implements AutoCloseable {
    private final Thread hook;

    private AtExit(Thread hook) {
        this.hook = hook;
    }

    /// From now on the task runs when the program ends.
    ///
    /// @param name of the thread that it runs on
    public static AtExit run(String name, Runnable task) {
        AtExit atExit = new AtExit(new Thread(task, name));
        Runtime.getRuntime().addShutdownHook(atExit.hook);
        return atExit;
    }

    /// The task is not needed any more, or runs already.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the program is ending: it has begun
        }
    }
}
