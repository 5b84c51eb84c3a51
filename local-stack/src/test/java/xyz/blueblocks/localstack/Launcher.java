package xyz.blueblocks.localstack;

import java.io.IOException;
import java.nio.file.Path;

/// Starts PostgreSQL and Kafka in a daemon, as `bb up --infra` does.
final class Launcher {
    private Launcher() {}

    public static void main(String[] args) throws IOException {
        StackDaemon.launch(
                StackSettings.in(Path.of(args[0])).infrastructureOnly(), System.out::println);
    }
}
