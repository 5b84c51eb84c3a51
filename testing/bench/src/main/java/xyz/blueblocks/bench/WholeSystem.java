package xyz.blueblocks.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.localstack.StackSettings;
import xyz.blueblocks.sdk.BlueBlocks;
import xyz.blueblocks.sdk.Receiving;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.SendRequest;
import xyz.blueblocks.wire.message.Capability;

/// Speed of the whole system, with TLS on every leg, on what really arrived.
///
/// Called with a file; `OURS_REPEATS` says how often it is sent (default 3). Starts a stack of its
/// own, warms the path with 1 GiB, and prints on standard output, nothing else:
///
/// ```
/// bytes=<n> seconds=<s> sha256=<hex of what the receiver holds>     one line per transfer
/// p50_us= p99_us=            1 KiB request and answer over two relays, each on a line of its own
/// setup_ms=                  route, circuit and session until the first answer
/// rss_relay_idle_mib=        a relay before the first transfer
/// ```
///
/// Sender and receiver share this process; relays and services are processes of their own. Seconds
/// run from the first byte sent to the receiver's signed receipt.
public final class WholeSystem {
    private static final int WARM_MIB = 1024;
    private static final int ASKS_WARM = 2_000;
    private static final int ASKS = 5_000;
    private static final int SETUPS = 5;
    private static final int BLOCK_BYTES = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private WholeSystem() {}

    /// Measures and prints.
    ///
    /// @param args the file
    public static void main(String[] args) throws Exception {
        if (args.length != 1 || !Files.isRegularFile(Path.of(args[0]))) {
            System.err.println("usage: OURS_REPEATS=3 ./bb bench FILE");
            System.exit(2);
        }
        int repeats = Integer.parseInt(System.getenv().getOrDefault("OURS_REPEATS", "3"));
        Path folder = Files.createTempDirectory("blueblocks-bench");
        try (LocalStack stack = LocalStack.start(StackSettings.in(folder.resolve("stack")))) {
            long idle = residentMib(stack);
            try (BenchPeer from = BenchPeer.join(folder, "from", Capability.PATIENT, stack);
                    BenchPeer to = BenchPeer.join(folder, "to", Capability.PROVIDER, stack)) {
                BenchDesk desk = new BenchDesk(Files.createDirectories(folder.resolve("inbox")));
                try (Receiving here = to.client().receive(desk, desk)) {
                    System.err.println("attached to " + here.relays().size() + " relays; warming");
                    Path warm = warmFile(folder);
                    transfer(from.client(), to, desk, warm);
                    Files.delete(warm);
                    for (int i = 0; i < repeats; i++) {
                        print(transfer(from.client(), to, desk, Path.of(args[0])));
                    }
                    latency(from.client(), to);
                    setup(from, to);
                }
            }
            System.out.println("rss_relay_idle_mib=" + idle);
        } finally {
            try (var all = Files.walk(folder)) {
                all.sorted(java.util.Comparator.reverseOrder())
                        .map(Path::toFile)
                        .forEach(java.io.File::delete);
            }
        }
        System.exit(0);
    }

    private record Moved(long bytes, double seconds, String sha256) {}

    private static Moved transfer(BlueBlocks from, BenchPeer to, BenchDesk desk, Path file)
            throws Exception {
        Delivery delivery =
                from.send(
                                SendRequest.ofFile(to.id(), file, "application/octet-stream"),
                                ProgressListener.NONE)
                        .await();
        Path arrived = desk.next();
        String sha256 = sha256(arrived);
        long bytes = Files.size(arrived);
        Files.delete(arrived);
        return new Moved(bytes, delivery.took().toNanos() / 1e9, sha256);
    }

    private static void print(Moved moved) {
        System.out.printf(
                Locale.ROOT,
                "bytes=%d seconds=%.3f sha256=%s%n",
                moved.bytes,
                moved.seconds,
                moved.sha256);
    }

    private static void latency(BlueBlocks from, BenchPeer to) throws InterruptedException {
        for (int i = 0; i < ASKS_WARM; i++) {
            ask(from, to);
        }
        long[] nanos = new long[ASKS];
        for (int i = 0; i < ASKS; i++) {
            nanos[i] = ask(from, to);
        }
        Arrays.sort(nanos);
        System.out.println("p50_us=" + nanos[ASKS / 2] / 1_000);
        System.out.println("p99_us=" + nanos[ASKS * 99 / 100] / 1_000);
    }

    /// The median over fresh clients of one person: nothing is reused but the keys.
    private static void setup(BenchPeer from, BenchPeer to) throws InterruptedException {
        long[] nanos = new long[SETUPS];
        for (int i = 0; i < SETUPS; i++) {
            try (BlueBlocks fresh = from.another()) {
                fresh.directory().keepSession();
                nanos[i] = ask(fresh, to);
            }
        }
        Arrays.sort(nanos);
        System.out.printf(Locale.ROOT, "setup_ms=%.1f%n", nanos[SETUPS / 2] / 1e6);
    }

    private static long ask(BlueBlocks from, BenchPeer to) throws InterruptedException {
        byte[] question = new byte[1024];
        long began = System.nanoTime();
        byte[] answer =
                from.ask(
                                SendRequest.ofBytes(to.id(), question, "application/octet-stream"),
                                PATIENCE)
                        .payload();
        if (answer.length != question.length) {
            throw new IllegalStateException("answer: " + answer.length + " bytes (want 1024)");
        }
        return System.nanoTime() - began;
    }

    private static Path warmFile(Path folder) throws IOException {
        Path file = folder.resolve("warm");
        SplittableRandom random = new SplittableRandom(1);
        byte[] block = new byte[BLOCK_BYTES];
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < WARM_MIB; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
        return file;
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] block = new byte[BLOCK_BYTES];
        try (var in = Files.newInputStream(file)) {
            for (int n = in.read(block); n > 0; n = in.read(block)) {
                digest.update(block, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static long residentMib(LocalStack stack) throws IOException {
        long pid = stack.pid(new ServiceId(ServiceKind.RELAY, 1)).orElseThrow();
        List<String> status = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
        return status.stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElse(-1);
    }
}
