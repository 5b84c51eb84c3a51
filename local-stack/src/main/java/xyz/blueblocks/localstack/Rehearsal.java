package xyz.blueblocks.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.localstack.kafka.KafkaBroker;
import xyz.blueblocks.localstack.process.AotCache;
import xyz.blueblocks.localstack.process.ChildProcess;
import xyz.blueblocks.localstack.process.ChildSpec;
import xyz.blueblocks.localstack.process.JvmProgram;
import xyz.blueblocks.localstack.process.StopSignal;
import xyz.blueblocks.localstack.state.PrivateFiles;
import xyz.blueblocks.localstack.state.ProcessRegistry;
import xyz.blueblocks.localstack.state.StateFolder;

/// Makes the ahead-of-time caches that later starts use, while the stack runs and nobody waits: one
/// program after the other is started once more, at the lowest priority, and its JVM notes which
/// classes a start needs.
///
/// The second instance has ports, folders and a database of its own, may read topics and write
/// none, and a relay's finds no discovery service to register with: nobody else notices it.
final class Rehearsal implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Rehearsal.class.getName());
    private static final String NAME = StackSecrets.REHEARSAL;
    private static final List<String> POLITELY = List.of("nice", "-n", "19");

    /// Longer than any start; a program that never becomes ready has loaded its classes by then.
    private static final Duration START_LIMIT = Duration.ofSeconds(45);

    /// After ready, for what a service does a moment later.
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final Duration END_LIMIT = Duration.ofSeconds(60);
    private static final Duration ASSEMBLY_LIMIT = Duration.ofMinutes(3);

    private final StackParts parts;
    private final Programs programs;
    private final Path caches;
    private final ProcessRegistry registry;
    private final Thread thread;
    private @Nullable ChildProcess current;
    private boolean closed;

    /// @param caches folder of all caches
    Rehearsal(
            StackParts parts,
            Programs programs,
            Path caches,
            ProcessRegistry registry,
            Collection<ServiceId> services) {
        this.parts = parts;
        this.programs = programs;
        this.caches = PrivateFiles.folder(caches);
        this.registry = registry;
        List<ServiceKind> kinds =
                services.stream().map(ServiceId::kind).distinct().sorted().toList();
        this.thread = Thread.ofPlatform().daemon().name("rehearsal").unstarted(() -> run(kinds));
    }

    void begin() {
        thread.start();
    }

    /// Whether it has still something to make.
    boolean busy() {
        return thread.isAlive();
    }

    /// Returns when it is done, or after `limit`.
    void await(Duration limit) throws InterruptedException {
        thread.join(limit);
    }

    /// Makes the cache of one kind now, if there is none; returns when it is there, or could not be
    /// made.
    void make(ServiceKind kind) {
        run(List.of(kind));
    }

    private void run(List<ServiceKind> kinds) {
        try {
            AotCache.deleteUnused(caches);
            for (ServiceKind kind : kinds) {
                if (kind == ServiceKind.POSTGRES) continue; // not a Java program
                JvmProgram program = programs.of(kind);
                // Classes in folders cannot be cached: this module is not packed yet.
                if (program.classPath().stream().anyMatch(Files::isDirectory)) continue;
                if (!program.cache(caches).exists()) make(kind, program);
            }
        } catch (InterruptedException e) {
            LOG.log(Level.FINE, "rehearsal interrupted", e);
        } catch (RuntimeException | IOException e) {
            // Nobody waits for it, and everything works without.
            LOG.log(Level.WARNING, "rehearsal failed", e);
        }
    }

    private void make(ServiceKind kind, JvmProgram program)
            throws IOException, InterruptedException {
        AotCache cache = program.cache(caches);
        Path place = parts.folder().run().resolve(NAME);
        PrivateFiles.deleteTree(place);
        StateFolder folder = new StateFolder(place).create();
        Path notes = folder.root().resolve("notes");
        Path part = folder.root().resolve("cache");
        try {
            record(kind, program, folder, notes);
            if (!Files.exists(notes)) throw new IOException(kind.word() + " left no notes");
            ChildProcess assembly =
                    start(politely(program.assembly(notes, part)), Map.of(), folder, false);
            int code = await(assembly, ASSEMBLY_LIMIT);
            if (code != 0 || !Files.exists(part))
                throw new IOException(kind.word() + ": assembly ended with " + code);
            publish(part, cache.file());
        } finally {
            PrivateFiles.deleteTree(folder.root());
        }
    }

    /// State and caches may be on two file systems, so it is copied beside its place and renamed.
    private static void publish(Path part, Path target) throws IOException {
        Path beside = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.copy(part, beside, StandardCopyOption.REPLACE_EXISTING);
            PrivateFiles.rename(beside, target);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private void record(ServiceKind kind, JvmProgram program, StateFolder folder, Path notes)
            throws InterruptedException {
        ServiceId id = new ServiceId(kind, 1);
        StackParts own =
                new StackParts(
                        folder,
                        parts.layout().elsewhere(id),
                        parts.secrets(),
                        parts.authority(),
                        parts.innerTls());
        ChildProcess process =
                kind == ServiceKind.KAFKA
                        ? startKafka(id, own, program, notes)
                        : startService(id, own, program, notes);
        awaitReady(id, own, process);
        TimeUnit.MILLISECONDS.sleep(LINGER.toMillis());
        process.stop();
        await(process, END_LIMIT);
    }

    private ChildProcess startKafka(ServiceId id, StackParts own, JvmProgram program, Path notes) {
        KafkaBroker broker = own.kafka(id);
        List<String> command =
                politely(program.rehearsal(notes, List.of(own.folder().kafka().toString())));
        return take(() -> broker.start(NAME, command, registry));
    }

    private ChildProcess startService(
            ServiceId id, StackParts own, JvmProgram program, Path notes) {
        Map<String, String> environment = new TreeMap<>(JvmProgram.ENVIRONMENT);
        environment.putAll(ServiceEnvironment.of(id, own));
        environment.putAll(ServiceEnvironment.kafka(parts, parts.secrets().kafkaUser(NAME)));
        environment.computeIfPresent(
                "BLUEBLOCKS_AUDIT_LOG_KEY_FILE",
                (_, _) -> parts.secrets().rehearsalLogKey().toString());
        switch (id.kind()) {
            case DISCOVERY, AUDIT ->
                    environment.putAll(
                            ServiceEnvironment.database(
                                    parts, parts.secrets().rehearsalAccount(id.kind())));
            case RELAY -> environment.put("BLUEBLOCKS_RELAY_DISCOVERY_URLS", "https://127.0.0.1:1");
            case PLANNER, POSTGRES, KAFKA -> {}
        }
        return start(
                politely(program.rehearsal(notes, List.of())), environment, own.folder(), true);
    }

    private ChildProcess start(
            List<String> command,
            Map<String, String> environment,
            StateFolder folder,
            boolean guarded) {
        ChildSpec spec =
                new ChildSpec(
                        NAME,
                        command,
                        environment,
                        folder.root(),
                        parts.folder().log(NAME),
                        StopSignal.TERM,
                        END_LIMIT,
                        guarded);
        return take(() -> ChildProcess.start(spec, registry));
    }

    /// Exclusive with [#close()], which must not miss a process that has just begun.
    private synchronized ChildProcess take(Supplier<ChildProcess> starting) {
        if (closed) throw new IllegalStateException("closed");
        ChildProcess process = starting.get();
        current = process;
        return process;
    }

    private static List<String> politely(List<String> command) {
        List<String> words = new ArrayList<>(POLITELY);
        words.addAll(command);
        return words;
    }

    private void awaitReady(ServiceId id, StackParts own, ChildProcess process)
            throws InterruptedException {
        HealthProbe probe = new HealthProbe(own.authority().certificateFile());
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (process.isAlive() && System.nanoTime() - deadline < 0) {
            boolean ready =
                    id.kind() == ServiceKind.KAFKA
                            ? own.kafka(id).isReady(process.identity().pid())
                            : probe.isReady(own.layout().url(id));
            if (ready) return;
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }

    private static int await(ChildProcess process, Duration limit) throws InterruptedException {
        try {
            return process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.kill();
            return -1;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /// Gives up at once: what is half made is thrown away.
    @Override
    public void close() {
        Optional<ChildProcess> running;
        synchronized (this) {
            closed = true;
            running = Optional.ofNullable(current);
        }
        running.filter(ChildProcess::isAlive).ifPresent(ChildProcess::kill);
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
