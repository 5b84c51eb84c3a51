package xyz.blueblocks.localstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import xyz.blueblocks.localstack.process.ChildProcess;
import xyz.blueblocks.localstack.state.StateFolder;

/// Starts the processes of a stack, all at once but for their needs, and stops them in reverse.
///
/// Thread-safe. It restarts nothing by itself: what dies stays dead, for all to see, until somebody
/// starts it again.
final class Supervisor {
    private static final Duration LOOK_EVERY = Duration.ofMillis(120);
    private static final int LAST_LINES = 15;

    private final ServiceFactory factory;
    private final StateFolder folder;
    private final StackListener listener;
    private final long began = System.nanoTime();
    private final Map<ServiceId, ManagedService> services = new ConcurrentHashMap<>();
    private final Map<ServiceId, ChildProcess> processes = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopping;

    Supervisor(ServiceFactory factory, StateFolder folder, StackListener listener) {
        this.factory = factory;
        this.folder = folder;
        this.listener = listener;
    }

    /// Starts those of `wanted` that do not run and returns when all of them are ready.
    ///
    /// @throws StackException if one ends, or is not ready within `limit`
    void start(Collection<ServiceId> wanted, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Map<ServiceId, CompletableFuture<?>> ready = new ConcurrentHashMap<>();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (ServiceId id : wanted.stream().sorted().toList()) {
            Set<ServiceKind> kinds = factory.needs(id);
            CompletableFuture<?>[] needs =
                    ready.entrySet().stream()
                            .filter(other -> kinds.contains(other.getKey().kind()))
                            .map(Map.Entry::getValue)
                            .toArray(CompletableFuture[]::new);
            CompletableFuture<?> before = CompletableFuture.allOf(needs);
            CompletableFuture<?> after = before.thenRunAsync(() -> startOne(id, deadline), workers);
            ready.put(id, after);
            all.add(after);
        }
        try {
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StackException said) throw said;
            throw new StackException("the stack could not be started: " + e.getCause(), e);
        }
    }

    private void startOne(ServiceId id, long deadline) {
        ManagedService service = services.computeIfAbsent(id, factory::make);
        ChildProcess process = running(id).orElseGet(() -> prepareAndLaunch(id, service));
        while (!service.isReady(process)) {
            if (stopping) throw new StackException("stopped while starting");
            if (!process.isAlive()) {
                listener.changed(id, ServiceState.DOWN, since());
                throw new StackException(
                        id
                                + " ended with code "
                                + process.onExit().join()
                                + " while starting. "
                                + lastWords(id));
            }
            if (System.nanoTime() - deadline > 0) {
                throw new StackException(id + " is not ready in time. " + lastWords(id));
            }
            pause();
        }
        listener.changed(id, ServiceState.READY, since());
    }

    private ChildProcess prepareAndLaunch(ServiceId id, ManagedService service) {
        listener.changed(id, ServiceState.NOT_READY, since());
        service.prepare();
        return launch(id, service);
    }

    /// Exclusive with [#stopAll()], which must not miss a process that has just begun.
    private synchronized ChildProcess launch(ServiceId id, ManagedService service) {
        if (stopping) throw new StackException("stopped while starting");
        ChildProcess process = service.start();
        processes.put(id, process);
        return process;
    }

    Optional<ChildProcess> running(ServiceId id) {
        return Optional.ofNullable(processes.get(id)).filter(ChildProcess::isAlive);
    }

    /// Ends one service in order; nothing happens if it does not run.
    void stop(ServiceId id) {
        running(id).ifPresent(ChildProcess::stop);
    }

    /// Ends everything, once: first the services, together, then what they stand on. What a start
    /// in progress has begun is ended too.
    void stopAll() {
        synchronized (this) {
            stopping = true; // no process is launched from here on
        }
        workers.shutdownNow(); // interrupts preparations
        List<ServiceKind> reverse =
                processes.keySet().stream()
                        .map(ServiceId::kind)
                        .distinct()
                        .sorted(Comparator.reverseOrder())
                        .toList();
        stopTogether(reverse.stream().filter(kind -> !kind.isInfrastructure()).toList());
        reverse.stream()
                .filter(ServiceKind::isInfrastructure)
                .forEach(kind -> stopTogether(List.of(kind)));
        workers.close();
    }

    private void stopTogether(List<ServiceKind> kinds) {
        List<CompletableFuture<?>> ends = new ArrayList<>();
        processes.forEach((id, process) -> {
            if (kinds.contains(id.kind()))
                ends.add(CompletableFuture.runAsync(process::stop, Thread::startVirtualThread));
        });
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();
    }

    private Duration since() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private String lastWords(ServiceId id) {
        Path log = folder.log(id.name());
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
            return "The end of " + log + ":\n  " + String.join("\n  ", last);
        } catch (IOException e) {
            return "See " + log;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while starting", e);
        }
    }
}
