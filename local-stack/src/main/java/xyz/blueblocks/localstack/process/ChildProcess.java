package xyz.blueblocks.localstack.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import xyz.blueblocks.localstack.state.PrivateFiles;
import xyz.blueblocks.localstack.state.ProcessIdentity;
import xyz.blueblocks.localstack.state.ProcessRegistry;

/// A program that this process started, and that ends when this process does.
public final class ChildProcess {
    /// What a child may see of our environment; a developer's other variables would configure
    /// services by accident.
    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "TZ", "TMPDIR");

    private final ChildSpec spec;
    private final Process process;
    private final ProcessIdentity identity;

    private ChildProcess(ChildSpec spec, Process process, ProcessIdentity identity) {
        this.spec = spec;
        this.process = process;
        this.identity = identity;
    }

    /// Starts the program and writes it into the registry; its record goes when the process does.
    public static ChildProcess start(ChildSpec spec, ProcessRegistry registry) {
        PrivateFiles.touch(spec.log());
        ProcessBuilder builder = new ProcessBuilder(spec.command());
        builder.directory(spec.workFolder().toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.putAll(spec.environment());
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        if (!spec.guarded()) builder.redirectInput(new File("/dev/null"));
        Process process;
        try {
            process = Spawner.start(builder);
        } catch (IOException e) {
            throw new UncheckedIOException(spec.name() + " could not be started", e);
        }
        // Gone so soon that it has no start time left to read: any text will do for a dead one.
        ProcessIdentity identity =
                ProcessIdentity.of(process.pid())
                        .orElseGet(() -> new ProcessIdentity(process.pid(), "gone"));
        registry.add(spec.name(), identity);
        process.onExit().thenRun(() -> registry.remove(spec.name(), identity));
        return new ChildProcess(spec, process, identity);
    }

    public String name() {
        return spec.name();
    }

    public ProcessIdentity identity() {
        return identity;
    }

    /// False from the instant the process has ended, before anybody has collected its exit code.
    public boolean isAlive() {
        return process.isAlive() && identity.isAlive();
    }

    /// Done when the process has ended, with its exit code: 128 + n after signal n.
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /// Asks the program to end, waits as long as its spec allows, then kills it. Returns when it is
    /// gone.
    public void stop() {
        Ending.end(identity, spec.stop(), spec.stopLimit());
    }

    /// Kills the program at once, as a power cut would.
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
