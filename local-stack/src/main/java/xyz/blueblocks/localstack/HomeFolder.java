package xyz.blueblocks.localstack;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the built programs are: the project's folder, as `bb.home` says or as found from where
/// this class was loaded.
///
/// @param root holds one folder per module
record HomeFolder(Path root) {
    private static final String OWN_CLASS = HomeFolder.class.getName().replace('.', '/') + ".class";

    static HomeFolder find() {
        String said = System.getProperty("bb.home", "");
        if (!said.isEmpty()) return new HomeFolder(Path.of(said).toAbsolutePath().normalize());
        try {
            var source =
                    Optional.ofNullable(HomeFolder.class.getProtectionDomain().getCodeSource());
            Path at = Path.of(source.orElseThrow().getLocation().toURI());
            for (Path folder = at; folder != null; folder = folder.getParent()) {
                if (Files.isDirectory(folder.resolve("local-stack"))
                        && Files.exists(folder.resolve("pom.xml"))) {
                    return new HomeFolder(folder);
                }
            }
        } catch (URISyntaxException e) {
            throw new StackException("The project's folder could not be found.", e);
        }
        throw new StackException(
                "The project's folder could not be found.", "", "Name it with -Dbb.home=FOLDER.");
    }

    /// The jar that starts a service, as Quarkus packs it.
    Path program(ServiceKind kind) {
        String module =
                switch (kind) {
                    case DISCOVERY -> "discovery-service";
                    case PLANNER -> "route-planner";
                    case RELAY -> "relay-service";
                    case AUDIT -> "audit-service";
                    case POSTGRES, KAFKA ->
                            throw new IllegalArgumentException(
                                    "kind: " + kind + " (want a service)");
                };
        Path jar = root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar))
            throw new StackException(
                    "The program " + module + " is not built.",
                    "There is no " + jar + ".",
                    "Start with ./bb in the project's folder, which builds what is missing.");
        return jar;
    }

    /// What holds the guard: a jar with nothing else in it, or the classes of this module while it
    /// is not packed yet.
    Path guard() {
        Path jar = root.resolve("local-stack/target/guard/blueblocks-guard.jar");
        return Files.exists(jar) ? jar : root.resolve("local-stack/target/classes");
    }

    /// This program's own class path, for children that run classes of this module: all jars, and
    /// the folder with this module's classes while they are not packed yet.
    static List<Path> ownClassPath() {
        List<Path> own = new ArrayList<>();
        for (String entry :
                System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            if (entry.isEmpty()) continue;
            Path path = Path.of(entry).toAbsolutePath().normalize();
            if (Files.isRegularFile(path) || Files.exists(path.resolve(OWN_CLASS))) own.add(path);
        }
        return own;
    }
}
