package xyz.blueblocks.localstack.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything one stack keeps, in one folder of mode 0700. Two stacks are two folders.
///
/// ```
/// lock                 held by the supervisor as long as it lives
/// layout.properties    which address and port each service has
/// secrets/             passwords and key seeds, one file each, mode 0600
/// tls/                 the development CA and one certificate per service
/// postgres/ kafka/     their data
/// relays/ spool/       what relays and audit producers keep
/// run/                 one line per running process; the control socket
/// logs/                one file per service, and its older parts
/// ```
///
/// @param root absolute
public record StateFolder(Path root) {
    /// Environment variable that names another folder than the default.
    public static final String VARIABLE = "BB_STATE";

    private static final List<String> OWN =
            List.of("secrets", "tls", "postgres", "kafka", "relays", "spool", "run", "logs");

    public StateFolder {
        if (!root.isAbsolute()) {
            throw new IllegalArgumentException("root: " + root + " (want an absolute path)");
        }
    }

    /// The folder asked for, else the one `BB_STATE` names, else `blueblocks/stack` under
    /// `XDG_STATE_HOME`, which is `~/.local/state` where nobody says otherwise.
    public static StateFolder choose(
            Optional<Path> asked, Map<String, String> environment, Path home) {
        String named = environment.getOrDefault(VARIABLE, "");
        String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        Path stateHome = xdg.isEmpty() ? home.resolve(".local/state") : Path.of(xdg);
        Path fallback = named.isEmpty() ? stateHome.resolve("blueblocks/stack") : Path.of(named);
        return new StateFolder(asked.orElse(fallback).toAbsolutePath().normalize());
    }

    /// Makes the folder and the ones in it that every run needs.
    public StateFolder create() {
        PrivateFiles.folder(root);
        for (String name : OWN) PrivateFiles.folder(root.resolve(name));
        return this;
    }

    public Path lock() {
        return root.resolve("lock");
    }

    public Path layout() {
        return root.resolve("layout.properties");
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
        PrivateFiles.deleteTree(root.resolve("demo"));
        PrivateFiles.deleteTree(layout());
    }
}
