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
import java.util.regex.Pattern;
import xyz.blueblocks.localstack.process.ChildProcess;
import xyz.blueblocks.localstack.state.StateFolder;

/// Starts the processes of a stack, all at once but for their needs, and stops them in reverse.
///
/// Thread-safe. It restarts nothing by itself: what dies stays dead, for all to see, until somebody
/// starts it again.
final class Supervisor {
    private static final Duration LOOK_EVERY = Duration.ofMillis(120);
    private static final int LAST_LINES = 60;
    private static final Pattern REASON =
            Pattern.compile("Caused by|Exception|\\b(ERROR|FATAL|SEVERE)\\b");

    private final ServiceFactory factory;
    private final StateFolder folder;
    private final StackListener listener;
    private final long began = System.nanoTime();
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
            firstFailureOrAll(all).join();
        } catch (CompletionException e) {
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            if (cause instanceof StackException said) throw said;
            throw new StackException("The stack could not be started.", cause);
        }
    }

    /// Done as soon as one fails: others may wait for it until the limit, in vain.
    private static CompletableFuture<Void> firstFailureOrAll(List<CompletableFuture<?>> all) {
        CompletableFuture<Void> first = new CompletableFuture<>();
        for (CompletableFuture<?> each : all) {
            CompletableFuture<?> watched =
                    each.whenComplete((_, failure) -> {
                        if (failure != null) first.completeExceptionally(failure);
                    });
            assert watched != null;
        }
        CompletableFuture<Void> every =
                CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                        .thenRun(() -> first.complete(null));
        assert every != null;
        return first;
    }

    private void startOne(ServiceId id, long deadline) {
        // Made anew for each start: there may be a cache by now that was not there before.
        ManagedService service = factory.make(id);
        ChildProcess process = running(id).orElseGet(() -> prepareAndLaunch(id, service));
        while (!service.isReady(process)) {
            if (stopping) throw stopped();
            if (!process.isAlive()) {
                listener.changed(id, ServiceState.DOWN, since());
                factory.requireFreePorts(id);
                String code = Integer.toString(process.onExit().join());
                throw gaveUp(id, " ended with code " + code + " while starting.");
            }
            if (System.nanoTime() - deadline > 0) throw gaveUp(id, " is not ready in time.");
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
        if (stopping) throw stopped();
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

    private static StackException stopped() {
        return new StackException("The stack was stopped while it started.");
    }

    private StackException gaveUp(ServiceId id, String what) {
        Path log = folder.log(id.name());
        String words = lastWords(log);
        return new StackException(
                id + what,
                words.isEmpty() ? "It wrote nothing." : "It wrote: " + words,
                "Read the rest in " + log + " or with: bb logs " + id);
    }

    /// The last line that sounds like a reason; else the very last.
    private static String lastWords(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            List<String> last =
                    lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()).stream()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty() && !line.startsWith("at "))
                            .toList();
            return last.stream()
                    .filter(line -> REASON.matcher(line).find())
                    .reduce((_, later) -> later)
                    .orElse(last.isEmpty() ? "" : last.getLast());
        } catch (IOException e) {
            return "";
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped();
        }
    }
}
