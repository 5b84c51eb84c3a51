package xyz.blueblocks.localstack.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything one stack keeps, in one folder of mode 0700. Two stacks are two folders.
///
/// ```
/// lock                 held by the supervisor as long as it lives
/// layout.properties    which address and port each service has
/// secrets/             passwords and key seeds, one file each, mode 0600
/// tls/                 the development CA and one certificate per service
/// postgres/ kafka/     their data
/// relays/ spool/       what relays and audit producers keep
/// audit/               checkpoints that say whether a restored log may go on
/// run/                 one line per running process; the control socket
/// logs/                one file per service, and its older parts
/// ```
///
/// A folder that may not be one is refused here, before anything is made or deleted in it: the top
/// of the file system and what stands right below it, a home folder and what it is in, and any
/// folder with things in it that no stack made.
///
/// @param root absolute, without `.` and `..`
public record StateFolder(Path root) {
    /// Environment variable that names another folder than the default.
    public static final String VARIABLE = "BB_STATE";

    private static final List<String> OWN =
            List.of(
                    "secrets",
                    "tls",
                    "postgres",
                    "kafka",
                    "relays",
                    "spool",
                    "audit",
                    "run",
                    "logs");

    /// In a restored stack: the newest checkpoint of the backup's log.
    public static final String BACKUP_CHECKPOINT = "audit/backup-checkpoint";

    /// Where somebody puts the newest checkpoint that anybody has, to let a restored log go on.
    public static final String NEWEST_CHECKPOINT = "audit/newest-checkpoint";

    private static final String LAYOUT = "layout.properties";
    private static final String LOCK = "lock";
    private static final String DEMO = "demo";

    /// @throws IllegalArgumentException if no stack may be kept there, saying why
    public StateFolder {
        if (!root.isAbsolute() || !root.equals(root.normalize())) {
            throw new IllegalArgumentException(
                    "root: " + root + " (want an absolute path without . and ..)");
        }
        refuse(root)
                .ifPresent(why -> {
                    throw new IllegalArgumentException(why);
                });
    }

    private static Optional<String> refuse(Path root) {
        Path real = real(root);
        if (root.getNameCount() == 0 || real.getNameCount() == 0)
            return Optional.of(root + " is the top of the file system.");
        if (!Files.exists(real)) return Optional.empty();
        if (!Files.isDirectory(real)) return Optional.of(root + " is no folder.");
        if (real.getNameCount() == 1)
            return Optional.of(root + " is one of the system's own folders.");
        for (String home :
                List.of(
                        System.getProperty("user.home", ""),
                        System.getenv().getOrDefault("HOME", ""))) {
            if (!home.isEmpty() && real(Path.of(home).toAbsolutePath()).startsWith(real))
                return Optional.of(root + " is a home folder, or holds one.");
        }
        return Files.isRegularFile(real.resolve(LAYOUT)) ? Optional.empty() : stranger(real);
    }

    /// A start that was broken off leaves folders and no layout; anything else is somebody's.
    private static Optional<String> stranger(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(child -> child.getFileName().toString())
                    .filter(name -> !OWN.contains(name))
                    .filter(name -> !name.equals(LOCK) && !name.equals(DEMO))
                    .filter(name -> !name.startsWith("." + LAYOUT))
                    .findFirst()
                    .map(name -> folder + " holds something that no stack made: " + name + ".");
        } catch (IOException e) {
            return Optional.of(folder + " cannot be looked into.");
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.normalize(); // not there yet
        }
    }

    /// The folder asked for, else the one `BB_STATE` names, else `blueblocks/stack` under
    /// `XDG_STATE_HOME`, which is `~/.local/state` where nobody says otherwise.
    ///
    /// @throws IllegalArgumentException if no stack may be kept there, saying why
    public static StateFolder choose(
            Optional<Path> asked, Map<String, String> environment, Path home) {
        String named = environment.getOrDefault(VARIABLE, "");
        String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        Path stateHome = xdg.isEmpty() ? home.resolve(".local/state") : Path.of(xdg);
        Path fallback = named.isEmpty() ? stateHome.resolve("blueblocks/stack") : Path.of(named);
        Path chosen = asked.orElse(fallback);
        if (chosen.toString().isBlank())
            throw new IllegalArgumentException("An empty name is no folder.");
        return new StateFolder(chosen.toAbsolutePath().normalize());
    }

    /// Makes the folder and the ones in it that every run needs.
    public StateFolder create() {
        PrivateFiles.folder(root);
        for (String name : OWN) PrivateFiles.folder(root.resolve(name));
        return this;
    }

    public Path lock() {
        return root.resolve(LOCK);
    }

    public Path layout() {
        return root.resolve(LAYOUT);
    }

    public Path secrets() {
        return root.resolve("secrets");
    }

    public Path tls() {
        return root.resolve("tls");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path kafka() {
        return root.resolve("kafka");
    }

    /// Identity, onion keys and replay memory of one relay.
    public Path relay(String name) {
        return PrivateFiles.folder(root.resolve("relays").resolve(name));
    }

    /// Where one service keeps audit events that Kafka has not taken yet.
    public Path spool(String name) {
        return PrivateFiles.folder(root.resolve("spool").resolve(name));
    }

    public Path run() {
        return root.resolve("run");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /// Deletes what a stack keeps, by name, and only where a stack has been: a folder that somebody
    /// named by mistake must survive it.
    public void wipe() {
        if (!Files.isRegularFile(layout())) return;
        for (String own : OWN) PrivateFiles.deleteTree(root.resolve(own));
        PrivateFiles.deleteTree(root.resolve(DEMO));
        PrivateFiles.deleteTree(layout());
    }
}
