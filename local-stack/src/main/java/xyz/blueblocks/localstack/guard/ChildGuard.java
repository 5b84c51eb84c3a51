package xyz.blueblocks.localstack.guard;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/// Runs another program's `main` and ends the process when the parent's end of standard input
/// closes.
///
/// The parent never writes: the pipe exists so that the operating system reports the parent's
/// death, `kill -9` included, on every system, at once and without polling.
public final class ChildGuard {
    /// Exit code of a process that ended because its parent did: 128 + SIGTERM, as a shell says it.
    private static final int PARENT_GONE = 143;

    /// What an orderly shutdown may take before the process is halted.
    private static final long SHUTDOWN_MILLIS = 8_000;

    private ChildGuard() {}

    /// Watches the parent and runs the program.
    ///
    /// @param args the main class to run, then its own arguments
    public static void main(String[] args) throws Throwable {
        if (args.length == 0) throw new IllegalArgumentException("args: none (want a main class)");
        daemon("parent-watch", () -> endWith(System.in));
        Class<?> program = Class.forName(args[0], true, ClassLoader.getSystemClassLoader());
        try {
            program.getMethod("main", String[].class)
                    .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static void endWith(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                // nothing is said on this pipe; only its end matters
            }
        } catch (IOException e) {
            // a broken pipe is an ended one
        }
        daemon("halt-after-limit", ChildGuard::haltLater);
        System.exit(PARENT_GONE);
    }

    private static void haltLater() {
        try {
            Thread.sleep(SHUTDOWN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(PARENT_GONE);
    }

    private static void daemon(String name, Runnable work) {
        Thread.ofPlatform().name(name).daemon().start(work);
    }
}
