package xyz.blueblocks.localstack;

import java.nio.file.Path;
import java.util.Map;

/// What can be made again and is worth keeping for all stacks of one user: PostgreSQL's unpacked
/// programs, ahead-of-time caches of JVMs.
final class CacheFolder {
    /// Environment variable that names another folder than the default.
    static final String VARIABLE = "BB_CACHE";

    private CacheFolder() {}

    /// The folder `BB_CACHE` names, else `blueblocks` under `XDG_CACHE_HOME`, which is `~/.cache`
    /// where nobody says otherwise.
    static Path choose(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) return Path.of(named).toAbsolutePath().normalize();
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = xdg.isEmpty() ? home.resolve(".cache") : Path.of(xdg);
        return base.resolve("blueblocks").toAbsolutePath().normalize();
    }
}
