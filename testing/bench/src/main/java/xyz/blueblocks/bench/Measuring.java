package xyz.blueblocks.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.wire.message.Capability;

/// A network with its two ends, ready to be measured.
final class Measuring implements AutoCloseable {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int HOPS = 2;
    private static final long SETTLED_KIB = 1024;
    private static final int SETTLED_LOOKS = 5;
    private static final int MOST_LOOKS = 60;

    private final Path folder;
    private final BenchNetwork network;
    private final long idleRelayKib;
    private final EndProcess receiver;
    private final EndProcess sender;

    /// @param folder for all that is only needed now
    Measuring(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        Notes.say("starting PostgreSQL, Kafka, discovery, planner, audit and two relays");
        this.network = BenchNetwork.start(folder);
        EndProcess first = null;
        try {
            idleRelayKib = idleRelay();
            first = end("receiver", ReceiverMain.class, Capability.PROVIDER);
            EndAnswer who = first.ask("who");
            if (!who.text("relays").equals("1")) {
                throw new BenchFailure(
                        "the receiver is not attached as it should be",
                        "attached to " + who.text("relays") + " relays (want 1)",
                        "run it again");
            }
            receiver = first;
            sender = end("sender", SenderMain.class, Capability.PATIENT, who.text("id"));
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (first != null) {
                first.kill();
            }
            network.close();
            throw e;
        }
    }

    private EndProcess end(String name, Class<?> main, Capability capability, String... more)
            throws IOException {
        Path invite = network.invites(name, capability, 1);
        List<String> arguments =
                new ArrayList<>(List.of(folder.resolve(name).toString(), invite.toString()));
        arguments.addAll(List.of(more));
        return EndProcess.start(name, main, folder, arguments);
    }

    /// The larger of the two, when both have come to rest.
    private long idleRelay() throws InterruptedException {
        long most = 0;
        for (ServiceId relay : BenchNetwork.relays()) {
            most = Math.max(most, settledKib(relay));
        }
        return most;
    }

    /// Resident memory of a relay once it moves by less than a MiB in five seconds.
    long settledKib(ServiceId relay) throws InterruptedException {
        long pid = network.pid(relay);
        long reference = 0;
        int still = 0;
        for (int i = 0; i < MOST_LOOKS && still < SETTLED_LOOKS; i++) {
            long now = ProcessFigures.residentKib(pid).orElse(0);
            still = Math.abs(now - reference) < SETTLED_KIB ? still + 1 : 0;
            reference = still == 0 ? now : reference;
            Thread.sleep(1000);
        }
        return ProcessFigures.residentKib(pid).orElseThrow();
    }

    long idleRelayKib() {
        return idleRelayKib;
    }

    BenchNetwork network() {
        return network;
    }

    EndProcess sender() {
        return sender;
    }

    /// Every process that takes part, this one included.
    Map<String, Long> processes() {
        Map<String, Long> all = new LinkedHashMap<>();
        all.put(sender.name(), sender.pid());
        all.put(receiver.name(), receiver.pid());
        all.putAll(network.processes());
        all.put("bench", ProcessHandle.current().pid());
        return all;
    }

    /// One transfer, and what it cost.
    ///
    /// @param seconds from the first byte sent to the receipt
    /// @param cpu processor seconds of each process meanwhile
    /// @param how cipher, circuits and the like, for people
    record Moved(long bytes, double seconds, String sha256, Map<String, Double> cpu, String how) {}

    /// Sends a file and asks the receiver, afterwards, what it holds.
    Moved transfer(Path file) throws IOException {
        Map<String, Double> before = ProcessFigures.cpuSeconds(processes());
        EndAnswer sent = sender.ask("send", file);
        Map<String, Double> cpu = ProcessFigures.cpuSeconds(processes());
        cpu.replaceAll((name, seconds) -> seconds - before.getOrDefault(name, 0.0));
        if (sent.number("relays") != HOPS) {
            throw new BenchFailure(
                    "the path is not the one to measure",
                    sent.text("relays") + " relays (want 2)",
                    "run it again");
        }
        EndAnswer held = receiver.ask("hold");
        return new Moved(
                held.number("bytes"),
                sent.number("nanos") / 1e9,
                held.text("sha256"),
                cpu,
                sent.text("cipher")
                        + ", circuits "
                        + sent.text("circuits")
                        + ", post-quantum "
                        + sent.text("post_quantum"));
    }

    /// Sends what is not printed.
    void warmUp(int mebibytes) throws IOException {
        if (mebibytes == 0) {
            return;
        }
        Notes.say("warming the path with " + mebibytes + " MiB");
        Path file = incompressible("warm-up", mebibytes);
        transfer(file);
        Files.delete(file);
    }

    /// A file that nothing can make smaller; the same bytes each time.
    Path incompressible(String name, int mebibytes) throws IOException {
        Path file = folder.resolve(name);
        SplittableRandom random = new SplittableRandom(1);
        byte[] block = new byte[BLOCK_BYTES];
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
        return file;
    }

    /// At once, for when everything ends.
    void kill() {
        sender.kill();
        receiver.kill();
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
        network.close();
    }
}
