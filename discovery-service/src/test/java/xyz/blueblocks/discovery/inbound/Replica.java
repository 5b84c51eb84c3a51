package xyz.blueblocks.discovery.inbound;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One discovery process as it runs in production: packaged, TLS 1.3, 96 MiB of heap.
final class Replica implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);

    private final Process process;
    private final URI base;
    private final Path log;

    private Replica(Process process, URI base, Path log) {
        this.process = process;
        this.base = base;
        this.log = log;
    }

    static Replica start(String name, DevCertificate tls, Path folder, Map<String, String> more)
            throws IOException {
        int port = freePort();
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx96m",
                                "-XX:+UseSerialGC",
                                "--add-modules",
                                "jdk.incubator.vector",
                                "--enable-native-access=ALL-UNNAMED",
                                "-jar",
                                "target/quarkus-app/quarkus-run.jar"));
        Map<String, String> env = builder.environment();
        set(env, TestNetwork.settings());
        set(env, more);
        set(
                env,
                Map.of(
                        "quarkus.http.host",
                        "127.0.0.1",
                        "quarkus.http.ssl-port",
                        Integer.toString(port),
                        "blueblocks.discovery.replica",
                        name,
                        "blueblocks.service.audit-spool.dir",
                        folder.resolve(name + "-spool").toString()));
        env.put("QUARKUS_TLS_KEY_STORE_PEM__0__CERT", tls.certificateFile().toString());
        env.put("QUARKUS_TLS_KEY_STORE_PEM__0__KEY", tls.keyFile().toString());
        Process process =
                builder.redirectErrorStream(true).redirectOutput(new File(log.toString())).start();
        return new Replica(process, URI.create("https://127.0.0.1:" + port + "/"), log);
    }

    URI base() {
        return base;
    }

    Process process() {
        return process;
    }

    /// Waits until it says that it is ready.
    Replica awaitReady(HttpClient client) throws InterruptedException {
        Instant deadline = Instant.now().plus(START);
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve("/q/health/ready"))
                        .timeout(Duration.ofSeconds(2))
                        .build();
        while (Instant.now().isBefore(deadline) && process.isAlive()) {
            try {
                if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return this;
                }
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(100); // not listening yet: asks again
            }
        }
        throw new AssertionError("not ready:\n" + said());
    }

    /// Resident memory in KiB.
    long residentKibibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    private static void set(Map<String, String> env, Map<String, String> settings) {
        settings.forEach((name, value) ->
                env.put(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
    }
}
