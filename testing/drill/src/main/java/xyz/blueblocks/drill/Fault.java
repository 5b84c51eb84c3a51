package xyz.blueblocks.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceId;

/// Something that happens to one process of a stack, and its end.
///
/// @param service whom it strikes
/// @param kind what happens
/// @param lasts how long the process is away, at least
public record Fault(ServiceId service, Kind kind, Duration lasts) {
    /// What may happen.
    public enum Kind {
        /// It is asked to end, ends in order, and is started again at once or later.
        STOP,
        /// `kill -9`.
        KILL,
        /// It stands still (SIGSTOP): its sockets are open and nobody answers.
        FREEZE
    }

    /// An orderly restart.
    public static Fault roll(ServiceId service) {
        return new Fault(service, Kind.STOP, Duration.ZERO);
    }

    /// The same for another time.
    public Fault lasting(Duration time) {
        return new Fault(service, kind, time);
    }

    /// What a table calls it.
    public String title() {
        String word =
                switch (kind) {
                    case STOP -> lasts.isZero() ? "roll" : "stop";
                    case KILL -> "kill -9";
                    case FREEZE -> "freeze";
                };
        return word + " " + service;
    }

    /// It begins; returns when it is there.
    void strike(LocalStack stack) {
        switch (kind) {
            case STOP -> stack.stop(service);
            case KILL -> stack.kill(service);
            case FREEZE -> signal(stack, "STOP");
        }
    }

    /// It ends; returns when the process is ready.
    void mend(LocalStack stack) {
        if (kind == Kind.FREEZE) {
            signal(stack, "CONT");
        } else {
            stack.start(service);
        }
    }

    /// To the process and all its children: PostgreSQL has one for each connection.
    private void signal(LocalStack stack, String name) {
        long pid = stack.pid(service).orElseThrow(() -> new IllegalStateException(title()));
        ProcessHandle root = ProcessHandle.of(pid).orElseThrow();
        // Java has no call for these signals; every POSIX shell has.
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", "kill -" + name + " \"$@\"", "sh"));
        Stream.concat(Stream.of(root), root.descendants())
                .map(each -> Long.toString(each.pid()))
                .forEach(command::add);
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(title(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
