package xyz.blueblocks.localstack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import xyz.blueblocks.localstack.kafka.KafkaBroker;
import xyz.blueblocks.localstack.postgres.EmbeddedPostgres;
import xyz.blueblocks.localstack.process.ChildProcess;
import xyz.blueblocks.localstack.process.JvmCommand;
import xyz.blueblocks.localstack.state.ProcessRegistry;

/// Makes the processes of a stack out of its parts.
final class ServiceFactory {
    /// Kafka needs little; C1 alone starts faster and is fast enough for one machine's traffic.
    private static final List<String> KAFKA_FLAGS =
            List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final StackSettings settings;
    private final StackParts parts;
    private final Path cache;
    private final ProcessRegistry registry;

    ServiceFactory(StackSettings settings, StackParts parts, Path cache, ProcessRegistry registry) {
        this.settings = settings;
        this.parts = parts;
        this.cache = cache;
        this.registry = registry;
    }

    ManagedService make(ServiceId id) {
        return switch (id.kind()) {
            case POSTGRES -> postgres(id);
            case KAFKA -> kafka(id);
            case DISCOVERY, PLANNER, AUDIT, RELAY ->
                    new ServiceProcess(
                            id,
                            parts,
                            settings.environment().getOrDefault(id.kind(), Map.of()),
                            registry);
        };
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
                return kafka.start(JvmCommand.of(KAFKA_FLAGS, HomeFolder.ownClassPath()), registry);
            }

            @Override
            public boolean isReady(ChildProcess process) {
                return kafka.isReady(process.identity().pid());
            }
        };
    }
}
