package xyz.blueblocks.relay.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.RelayDescriptor;

/// The relay as it is shipped, in a process and in the memory that it is given. Its Kafka is away
/// all the time: what it has to say stays in its spool.
final class PackagedRelay implements Hop, AutoCloseable {
    private static final int NOBODY = 1;

    final Path folder;
    final Process process;
    private final TestNet net;
    private final PeerId id;
    private final InetSocketAddress links;
    private final URI management;
    private final HttpClient http = HttpClient.newHttpClient();

    private PackagedRelay(TestNet net, Path folder, Map<String, String> more) throws IOException {
        this.net = net;
        this.folder = Files.createDirectories(folder);
        Ed25519PrivateKey key = Ed25519PrivateKey.generate();
        id = PeerId.of(key.publicKey());
        links = new InetSocketAddress("127.0.0.1", RelayFiles.freePort());
        int port = RelayFiles.freePort();
        management = URI.create("http://127.0.0.1:" + port + "/");
        ProcessBuilder builder = new ProcessBuilder(command());
        Map<String, String> environment = builder.environment();
        set(environment, RelayFiles.write(folder, net, key, links.getPort()));
        set(environment, more);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + NOBODY);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_HTTP_INSECURE_REQUESTS", "enabled");
        process =
                builder.redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said.txt").toFile())
                        .start();
    }

    private static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dio.netty.leakDetection.level=disabled",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                Path.of("target", "quarkus-app", "quarkus-run.jar").toString());
    }

    private static void set(Map<String, String> environment, Map<String, String> settings) {
        settings.forEach((name, value) ->
                environment.put(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
    }

    /// Starts it with the network's relays as its directory, and waits until it is ready.
    static PackagedRelay start(TestNet net, Path folder, Map<String, String> more) {
        try {
            PackagedRelay relay = new PackagedRelay(net, folder, more);
            net.open.add(relay);
            Eventually.holds(
                    "ready",
                    () -> {
                        if (!relay.process.isAlive()) {
                            throw new AssertionError("it ended: " + relay.said());
                        }
                        return relay.status("q/health/ready") == 200;
                    });
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public PeerId id() {
        return id;
    }

    @Override
    public InetSocketAddress address() {
        return links;
    }

    @Override
    public HpkePublicKey onionKey() {
        return RelayDescriptor.verified(descriptor(), id, net.clock().instant())
                .orElseThrow()
                .onionKeys()
                .getFirst()
                .key();
    }

    @Override
    public boolean knows(PeerId peer) {
        return get("api/v1/introspection").contains(peer.toString());
    }

    JsonObject descriptor() {
        try {
            byte[] file = Files.readAllBytes(folder.resolve("state").resolve("descriptor.json"));
            return Json.parse(file).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// 0 when nobody answers.
    int status(String path) {
        try {
            return http.send(request(path), HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String get(String path) {
        try {
            return http.send(request(path), HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(management.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    /// The value of a metric of this name, labels included.
    ///
    /// @throws AssertionError when there is none
    double metric(String name) {
        String metrics = get("q/metrics");
        return metrics.lines()
                .filter(line -> line.startsWith("blueblocks_relay_" + name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + metrics));
    }

    /// Resident memory.
    long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .sum();
    }

    /// Open files and sockets.
    long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return open.count();
        }
    }

    String said() {
        try {
            return Files.readString(folder.resolve("said.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
