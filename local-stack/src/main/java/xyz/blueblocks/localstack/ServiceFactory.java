package xyz.blueblocks.localstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import xyz.blueblocks.localstack.kafka.KafkaBroker;
import xyz.blueblocks.localstack.postgres.EmbeddedPostgres;
import xyz.blueblocks.localstack.process.ChildProcess;
import xyz.blueblocks.localstack.process.ChildSpec;
import xyz.blueblocks.localstack.process.JvmProgram;
import xyz.blueblocks.localstack.process.StopSignal;
import xyz.blueblocks.localstack.state.PrivateFiles;
import xyz.blueblocks.localstack.state.ProcessRegistry;

/// Makes the processes of a stack out of its parts.
final class ServiceFactory {
    /// A relay drains for five seconds before it goes; then links, reports and spools are closed,
    /// which takes some seconds more where Kafka is away.
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

    private final StackSettings settings;
    private final StackParts parts;
    private final Path cache;
    private final ProcessRegistry registry;
    private final Programs programs;
    private final boolean kafkaIsProvided;
    private final HealthProbe probe;

    ServiceFactory(StackSettings settings, StackParts parts, Path cache, ProcessRegistry registry) {
        this.settings = settings;
        this.parts = parts;
        this.cache = cache;
        this.registry = registry;
        this.programs = new Programs(HomeFolder.find());
        this.probe = new HealthProbe(parts.authority().certificateFile());
        this.kafkaIsProvided = parts.kafka(new ServiceId(ServiceKind.KAFKA, 1)).isProvided();
    }

    /// What must be ready before a service is even started. Services migrate their tables before
    /// anything else; for the rest they wait by themselves, but for Kafka at its first start.
    Set<ServiceKind> needs(ServiceId id) {
        if (id.kind().isInfrastructure()) return Set.of();
        Set<ServiceKind> needs = EnumSet.noneOf(ServiceKind.class);
        if (id.kind() == ServiceKind.DISCOVERY || id.kind() == ServiceKind.AUDIT)
            needs.add(ServiceKind.POSTGRES);
        if (!kafkaIsProvided) needs.add(ServiceKind.KAFKA);
        return needs;
    }

    /// For one that ended while it started: perhaps somebody has taken its place.
    ///
    /// @throws PortTakenException if so
    void requireFreePorts(ServiceId id) {
        parts.layout().requireFree(id);
    }

    ManagedService make(ServiceId id) {
        return switch (id.kind()) {
            case POSTGRES -> postgres(id);
            case KAFKA -> kafka(id);
            case DISCOVERY, PLANNER, AUDIT, RELAY -> service(id);
        };
    }

    private ManagedService service(ServiceId id) {
        Map<String, String> environment = new TreeMap<>(JvmProgram.ENVIRONMENT);
        environment.putAll(ServiceEnvironment.of(id, parts));
        environment.putAll(settings.environment().getOrDefault(id.kind(), Map.of()));
        ChildSpec spec =
                new ChildSpec(
                        id.name(),
                        programs.of(id.kind()).command(caches(), List.of()),
                        environment,
                        parts.folder().root(),
                        parts.folder().log(id.name()),
                        StopSignal.TERM,
                        STOP_LIMIT,
                        true);
        return new ServiceProcess(id, spec, parts, registry, probe);
    }

    private Path caches() {
        return PrivateFiles.folder(cache.resolve("aot"));
    }

    private ManagedService postgres(ServiceId id) {
        EmbeddedPostgres postgres = parts.postgres(id, cache);
        return new ManagedService() {
            @Override
            public void prepare() {
                postgres.prepare();
            }

            @Override
            public ChildProcess start() {
                return postgres.start(registry);
            }

            @Override
            public boolean isReady(ChildProcess process) {
                return postgres.isReady();
            }
        };
    }

    private ManagedService kafka(ServiceId id) {
        KafkaBroker kafka = parts.kafka(id);
        return new ManagedService() {
            @Override
            public ChildProcess start() {
                String folder = parts.folder().kafka().toString();
                List<String> command =
                        programs.of(ServiceKind.KAFKA).command(caches(), List.of(folder));
                return kafka.start(id.name(), command, registry);
            }

            @Override
            public boolean isReady(ChildProcess process) {
                return kafka.isReady(process.identity().pid());
            }
        };
    }
}
