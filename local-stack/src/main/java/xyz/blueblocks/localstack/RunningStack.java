package xyz.blueblocks.localstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import xyz.blueblocks.localstack.process.AtExit;
import xyz.blueblocks.localstack.process.ChildProcess;
import xyz.blueblocks.localstack.process.LogRotation;
import xyz.blueblocks.localstack.state.PrivateFiles;
import xyz.blueblocks.localstack.state.ProcessIdentity;
import xyz.blueblocks.localstack.state.ProcessRegistry;
import xyz.blueblocks.localstack.state.StackLock;
import xyz.blueblocks.localstack.state.StateFolder;
import xyz.blueblocks.localstack.tls.DevelopmentCa;

/// A stack in the process that started it: the lock, the supervisor and its ear for commands.
final class RunningStack implements AutoCloseable {
    /// Name of the starting process in the registry.
    static final String SUPERVISOR = "supervisor";

    /// Answer to a command that was carried out.
    static final String DONE = "done";

    private static final Logger LOG = Logger.getLogger(RunningStack.class.getName());
    private static final int ATTEMPTS = 3;
    private static final Duration ROTATE_EVERY = Duration.ofSeconds(20);

    private final StackSettings settings;
    private final StackParts parts;
    private final StackLock lock;
    private final ProcessRegistry registry;
    private final Supervisor supervisor;
    private final ControlSocket control;
    private final Rehearsal rehearsal;
    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("stack-housekeeping").factory());
    private volatile Optional<AtExit> atExit = Optional.empty();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private RunningStack(
            StackSettings settings, StackListener listener, StackLock lock, StateFolder folder) {
        this.settings = settings;
        this.lock = lock;
        this.registry = new ProcessRegistry(folder.run());
        Leftovers.end(registry);
        this.parts = prepare(settings, folder);
        Path cache = settings.cache();
        this.rehearsal =
                new Rehearsal(
                        parts,
                        new Programs(HomeFolder.find()),
                        cache.resolve("aot"),
                        registry,
                        settings.services());
        this.supervisor =
                new Supervisor(
                        new ServiceFactory(settings, parts, cache, registry), folder, listener);
        registry.add(SUPERVISOR, ProcessIdentity.current());
        this.control = ControlSocket.open(folder.run(), this::answer);
        housekeeping.scheduleWithFixedDelay(
                this::rotate, ROTATE_EVERY.toSeconds(), ROTATE_EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /// Ports are chosen before their services start, so somebody may take one in between: then all
    /// begins again with another choice.
    static RunningStack start(StackSettings settings, StackListener listener) {
        for (int attempt = 1; ; attempt++) {
            try {
                return startOnce(settings, listener);
            } catch (PortTakenException e) {
                if (attempt == ATTEMPTS) throw e;
                LOG.log(Level.WARNING, "once more, elsewhere: {0}", e.getMessage());
            }
        }
    }

    private static RunningStack startOnce(StackSettings settings, StackListener listener) {
        StateFolder folder = new StateFolder(settings.state()).create();
        StackLock lock =
                StackLock.tryTake(folder.lock())
                        .orElseThrow(() ->
                                new StackException(
                                        "The folder is in use.",
                                        "A stack runs already in " + folder.root() + ".",
                                        "See bb status; stop it with bb down, or name another"
                                                + " folder with --state."));
        RunningStack stack;
        try {
            stack = new RunningStack(settings, listener, lock, folder);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        try {
            stack.atExit = Optional.of(AtExit.run("stack-stop", stack::close));
            stack.supervisor.start(settings.services(), settings.startLimit());
            if (settings.rehearse()) stack.rehearsal.begin();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    Rehearsal rehearsal() {
        return rehearsal;
    }

    private static StackParts prepare(StackSettings settings, StateFolder folder) {
        folder.create();
        PrivateFiles.write(
                innerTlsFile(folder),
                Boolean.toString(settings.innerTls()).getBytes(StandardCharsets.US_ASCII));
        StackLayout layout =
                StackLayout.choose(folder.layout(), settings.services(), settings.regions());
        DevelopmentCa authority = DevelopmentCa.open(folder.tls(), InstantSource.system());
        return new StackParts(
                folder, layout, new StackSecrets(folder.secrets()), authority, settings.innerTls());
    }

    /// Whether the stack in `folder` was started with TLS inside.
    static boolean readInnerTls(StateFolder folder) {
        try {
            return Boolean.parseBoolean(
                    Files.readString(innerTlsFile(folder), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return false; // never started
        }
    }

    private static Path innerTlsFile(StateFolder folder) {
        return folder.run().resolve("inner-tls");
    }

    StackParts parts() {
        return parts;
    }

    /// The exit code, in time, of a service that runs.
    Optional<CompletableFuture<Integer>> onExit(ServiceId service) {
        return supervisor.running(service).map(ChildProcess::onExit);
    }

    /// Carries out `start NAME`, `start`, `stop NAME` or `down`.
    ///
    /// @return [#DONE], or what went wrong
    String answer(String command) {
        List<String> words = List.of(command.split(" ", -1));
        Optional<ServiceId> service =
                words.size() == 2 ? ServiceId.parse(words.get(1)) : Optional.empty();
        try {
            switch (words.getFirst()) {
                case "start" ->
                        supervisor.start(
                                service.map(List::of).orElse(settings.services()),
                                settings.startLimit());
                case "stop" ->
                        supervisor.stop(
                                service.orElseThrow(
                                        () -> new StackException("There is no such service.")));
                case "down" -> close();
                default -> throw new StackException("The supervisor knows no such command.");
            }
            return DONE;
        } catch (StackException e) {
            return e.line();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "command failed: " + command, e);
            return new StackException("The supervisor failed.", e).line();
        }
    }

    /// Returns when the stack has been stopped, by whomever.
    void awaitClose() throws InterruptedException {
        closed.await();
    }

    /// Stops everything and gives the folder free. Later calls wait for the first.
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            awaitQuietly();
            return;
        }
        try {
            rehearsal.close();
            supervisor.stopAll();
            housekeeping.shutdownNow();
            control.close();
            registry.remove(SUPERVISOR);
        } finally {
            lock.close();
            closed.countDown();
        }
        atExit.ifPresent(AtExit::close);
    }

    private void awaitQuietly() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rotate() {
        try {
            LogRotation.run(parts.folder().logs());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "logs could not be rotated", e);
        }
    }
}
