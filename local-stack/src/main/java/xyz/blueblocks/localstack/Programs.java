package xyz.blueblocks.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import xyz.blueblocks.localstack.kafka.KafkaBroker;
import xyz.blueblocks.localstack.process.JvmProgram;

/// The Java programs of a stack, with the flags they run with here.
///
/// C1 alone where a process answers a few requests per second: its code is fast enough, its
/// compiler does half the work of a start, and its memory is smaller. Relays encrypt whole files
/// and get C2.
final class Programs {
    private static final List<String> SMALL =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xss512k",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:ReservedCodeCacheSize=48m");

    /// A relay begins with a small heap: it moves bytes in buffers that it keeps, and most of what
    /// a start allocates is garbage.
    private static final List<String> FAST =
            List.of("-XX:+UseSerialGC", "-Xss512k", "-XX:ReservedCodeCacheSize=64m", "-Xms32m");

    private final HomeFolder home;
    private final Map<ServiceKind, JvmProgram> known = new ConcurrentHashMap<>();

    Programs(HomeFolder home) {
        this.home = home;
    }

    /// Everything but PostgreSQL is a Java program.
    JvmProgram of(ServiceKind kind) {
        return known.computeIfAbsent(kind, this::make);
    }

    private JvmProgram make(ServiceKind kind) {
        return switch (kind) {
            case POSTGRES ->
                    throw new IllegalArgumentException("kind: POSTGRES (want a Java program)");
            case KAFKA -> kafka();
            case DISCOVERY, PLANNER, AUDIT -> service(kind, SMALL);
            case RELAY -> service(kind, FAST);
        };
    }

    private static JvmProgram kafka() {
        List<String> flags = new ArrayList<>(SMALL);
        flags.add("-Xmx160m");
        List<Path> classPath = HomeFolder.ownClassPath();
        return new JvmProgram("kafka", flags, classPath, classPath, KafkaBroker.MAIN_CLASS);
    }

    private JvmProgram service(ServiceKind kind, List<String> compiler) {
        Path jar = home.program(kind);
        Attributes manifest = manifest(jar);
        List<String> flags = new ArrayList<>(compiler);
        flags.add("-Xmx96m");
        flags.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        // What the JVM does by itself for `java -jar`.
        for (String opened : manifest.getValue(new Attributes.Name("Add-Opens")).split(" ", -1)) {
            flags.add("--add-opens=" + opened + "=ALL-UNNAMED");
        }
        Path guard = home.guard();
        Path folder = jar.resolveSibling(".").normalize();
        return new JvmProgram(
                kind.word(),
                flags,
                List.of(guard, jar),
                List.of(guard, folder),
                manifest.getValue(Attributes.Name.MAIN_CLASS));
    }

    private static Attributes manifest(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes();
        } catch (IOException e) {
            throw new UncheckedIOException("program " + jar + " could not be read", e);
        }
    }
}
