package xyz.blueblocks.localstack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import xyz.blueblocks.localstack.process.Ending;
import xyz.blueblocks.localstack.process.ProcessMemory;
import xyz.blueblocks.localstack.state.ProcessIdentity;
import xyz.blueblocks.localstack.state.ProcessRegistry;
import xyz.blueblocks.localstack.state.StateFolder;
import xyz.blueblocks.localstack.tls.DevelopmentCa;

/// The whole system on this machine: started here ([#start]), or found running ([#attach]).
///
/// Thread-safe. Closing a stack that was started here stops it and keeps its state; closing an
/// attached one leaves it alone. When the process that started a stack dies, however it dies, the
/// stack's processes end too.
public final class LocalStack implements AutoCloseable {
    private final StackParts parts;
    private final ProcessRegistry registry;
    private final Optional<RunningStack> owned;

    private LocalStack(StackParts parts, Optional<RunningStack> owned) {
        this.parts = parts;
        this.registry = new ProcessRegistry(parts.folder().run());
        this.owned = owned;
    }

    /// Starts what the settings say and returns when all of it is ready.
    ///
    /// @throws StackException if the folder is in use, or a service does not become ready; nothing
    ///   is left running then
    public static LocalStack start(StackSettings settings) {
        return start(settings, StackListener.NONE);
    }

    /// The same, telling `listener` how it goes.
    public static LocalStack start(StackSettings settings, StackListener listener) {
        RunningStack running = RunningStack.start(settings, listener);
        return new LocalStack(running.parts(), Optional.of(running));
    }

    /// The stack that runs in `state`, if one does.
    public static Optional<LocalStack> attach(Path state) {
        StateFolder folder = new StateFolder(state.toAbsolutePath().normalize());
        if (new ProcessRegistry(folder.run()).find(RunningStack.SUPERVISOR).isEmpty())
            return Optional.empty();
        return StackLayout.read(folder.layout())
                .map(layout -> new LocalStack(partsOf(folder, layout), Optional.empty()));
    }

    private static StackParts partsOf(StateFolder folder, StackLayout layout) {
        boolean innerTls = RunningStack.readInnerTls(folder);
        DevelopmentCa authority = DevelopmentCa.open(folder.tls(), InstantSource.system());
        return new StackParts(
                folder, layout, new StackSecrets(folder.secrets()), authority, innerTls);
    }

    public Path state() {
        return parts.folder().root();
    }

    /// PEM file of the development CA, which vouches for all services.
    public Path authorityFile() {
        return parts.authority().certificateFile();
    }

    public StackLayout layout() {
        return parts.layout();
    }

    /// Base URLs of the services of a kind that has HTTPS, in order of their numbers.
    public List<URI> urls(ServiceKind kind) {
        return parts.layout().services().stream()
                .filter(id -> id.kind() == kind)
                .sorted()
                .map(id -> URI.create(parts.layout().url(id)))
                .toList();
    }

    /// Whether ahead-of-time caches for later starts are being made, by this process.
    public boolean makesCaches() {
        return owned.filter(running -> running.rehearsal().busy()).isPresent();
    }

    /// Returns when the caches are made, or after `limit`.
    public void awaitCaches(Duration limit) throws InterruptedException {
        if (owned.isPresent()) owned.get().rehearsal().await(limit);
    }

    /// Makes the ahead-of-time cache of one kind of service now, if there is none, for those who
    /// are to start it often; returns when later starts can use it, or it could not be made. For
    /// the one who started the stack.
    public void makeCache(ServiceKind kind) {
        owned.ifPresent(running -> running.rehearsal().make(kind));
    }

    /// Issues invites into this stack's network.
    public StackInvites invites() {
        return parts.invites();
    }

    /// Seed of the network's admin key: base64url text in a file of mode 0600.
    public Path adminKeyFile() {
        return parts.secrets().adminKey();
    }

    /// What a Kafka client must set to read all topics, from outside the system. Holds a password.
    public Map<String, String> observerKafka() {
        return kafka(StackSecrets.OBSERVER);
    }

    /// What a service sets to reach Kafka, for tests of one service alone. Holds a password.
    public Map<String, String> kafka(String user) {
        ServiceId broker = new ServiceId(ServiceKind.KAFKA, 1);
        return parts.kafka(broker).clientConfiguration(parts.secrets().kafkaUser(user));
    }

    /// All that a service of this stack gets through its environment. Holds passwords.
    public Map<String, String> environment(ServiceId service) {
        return ServiceEnvironment.of(service, parts);
    }

    public Path log(ServiceId service) {
        return parts.folder().log(service.name());
    }

    /// How all services are right now, asked at once.
    public List<ServiceStatus> status() {
        HealthProbe probe = new HealthProbe(authorityFile());
        return parts.layout().services().stream()
                .sorted()
                .map(id ->
                        CompletableFuture.supplyAsync(
                                () -> status(id, probe), Thread::startVirtualThread))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private ServiceStatus status(ServiceId id, HealthProbe probe) {
        Optional<ProcessIdentity> process = registry.find(id.name());
        boolean ready = process.isPresent() && isReady(id, process.get(), probe);
        ServiceState state =
                process.isEmpty()
                        ? ServiceState.DOWN
                        : ready ? ServiceState.READY : ServiceState.NOT_READY;
        return new ServiceStatus(
                id,
                parts.layout().region(id),
                state,
                where(id),
                process.map(p -> OptionalLong.of(p.pid())).orElse(OptionalLong.empty()),
                process.map(ProcessMemory::pssBytes).orElse(OptionalLong.empty()));
    }

    private boolean isReady(ServiceId id, ProcessIdentity process, HealthProbe probe) {
        return switch (id.kind()) {
            case POSTGRES -> parts.postgresIsReady();
            case KAFKA -> parts.kafka(id).isReady(process.pid());
            case DISCOVERY, PLANNER, AUDIT, RELAY -> probe.isReady(parts.layout().url(id));
        };
    }

    private String where(ServiceId id) {
        return switch (id.kind()) {
            case POSTGRES -> parts.layout().address(id) + ":" + parts.layout().port(id, Port.SQL);
            case KAFKA -> parts.layout().address(id) + ":" + parts.layout().port(id, Port.KAFKA);
            case DISCOVERY, PLANNER, AUDIT, RELAY -> parts.layout().url(id);
        };
    }

    /// Process id of a service, while it has a process.
    public OptionalLong pid(ServiceId service) {
        Optional<ProcessIdentity> process = registry.find(service.name());
        return process.map(p -> OptionalLong.of(p.pid())).orElse(OptionalLong.empty());
    }

    /// How the process ends that a service has now: done when it has, with its exit code, 128 + n
    /// after signal n. For the one who started the stack: nobody else is told.
    ///
    /// @throws StackException if the stack was not started here, or the service does not run
    public CompletableFuture<Integer> onExit(ServiceId service) {
        return owned.flatMap(running -> running.onExit(service))
                .orElseThrow(() -> new StackException(service + " is no process of ours"));
    }

    /// Kills a service at once, as a crash would. It stays down until [#start(ServiceId)].
    public void kill(ServiceId service) {
        registry.find(service.name()).ifPresent(Ending::kill);
    }

    /// Asks a service to end, and kills it if it does not. It stays down until [#start(ServiceId)].
    public void stop(ServiceId service) {
        tell("stop " + service);
    }

    /// Starts a service that is down, and returns when it is ready.
    public void start(ServiceId service) {
        tell("start " + service);
    }

    /// Starts all that is down, and returns when everything is ready.
    public void startAll() {
        tell("start");
    }

    /// Stops the stack, whoever started it, and keeps its state.
    public void stop() {
        if (owned.isPresent()) {
            tell("down");
        } else {
            // A supervisor that ends may be gone before its answer is out.
            StackDaemon.down(parts.folder(), false);
        }
    }

    private void tell(String command) {
        String answer;
        try {
            answer =
                    owned.isPresent()
                            ? owned.get().answer(command)
                            : ControlSocket.ask(parts.folder().run(), command);
        } catch (IOException e) {
            throw new StackException(
                    "The supervisor of the stack in " + state() + " does not answer.",
                    String.valueOf(e.getMessage()),
                    "End what is left with bb down, then start again with bb up.");
        }
        if (!answer.equals(RunningStack.DONE)) throw StackException.parse(answer);
    }

    @Override
    public void close() {
        owned.ifPresent(RunningStack::close);
    }
}
