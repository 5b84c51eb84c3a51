package xyz.blueblocks.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import xyz.blueblocks.localstack.process.ChildProcess;
import xyz.blueblocks.localstack.process.ChildSpec;
import xyz.blueblocks.localstack.process.JvmCommand;
import xyz.blueblocks.localstack.process.StopSignal;
import xyz.blueblocks.localstack.state.ProcessRegistry;

/// One service of the system as a process of its own, configured by its environment.
final class ServiceProcess implements ManagedService {
    /// A relay drains before it goes; ten seconds is what the drills allow it here.
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final ServiceId id;
    private final StackParts parts;
    private final Map<String, String> extra;
    private final ProcessRegistry registry;
    private final HealthProbe probe;

    ServiceProcess(
            ServiceId id, StackParts parts, Map<String, String> extra, ProcessRegistry registry) {
        this.id = id;
        this.parts = parts;
        this.extra = extra;
        this.registry = registry;
        this.probe = new HealthProbe(parts.authority().certificateFile());
    }

    @Override
    public ChildProcess start() {
        HomeFolder home = HomeFolder.find();
        Path program = home.program(id.kind());
        Map<String, String> environment = new TreeMap<>(JvmCommand.ENVIRONMENT);
        environment.putAll(ServiceEnvironment.of(id, parts));
        environment.putAll(extra);
        List<String> command =
                new ArrayList<>(JvmCommand.of(flags(), List.of(home.guard(), program)).words());
        command.add(mainClass(program));
        return ChildProcess.start(
                new ChildSpec(
                        id.name(),
                        command,
                        environment,
                        parts.folder().root(),
                        parts.folder().log(id.name()),
                        StopSignal.TERM,
                        STOP_LIMIT,
                        true),
                registry);
    }

    @Override
    public boolean isReady(ChildProcess process) {
        return probe.isReady(parts.layout().url(id));
    }

    private List<String> flags() {
        return List.of(
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-Xss512k",
                "-XX:ReservedCodeCacheSize=64m",
                "--add-modules=jdk.incubator.vector",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    }

    private static String mainClass(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue("Main-Class");
        } catch (IOException e) {
            throw new UncheckedIOException("program " + jar + " could not be read", e);
        }
    }
}
