package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.localstack.guard.ChildGuard;
import xyz.blueblocks.sdk.Receiving;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.message.Capability;

/// A file that is on its way: the sender is a process of its own, the receiver takes a chunk now
/// and then, so that there is time to look at everything in between.
final class StalledTransfer implements AutoCloseable {
    /// Less than what a sender takes for a standstill, after which it would try other relays.
    private static final Duration PAUSE = Duration.ofMillis(600);

    private static final int MARKER_BYTES = 32;
    private static final int FILE_BYTES = 48 << 20;
    private static final Duration END = Duration.ofMinutes(2);

    private final Path folder;
    private final byte[] marker;
    private final Path file;
    private final Profile sender;
    private final Member receiver;
    private final Inbox inbox;
    private final Receiving receiving;
    private final Process process;

    private StalledTransfer(
            Path folder,
            byte[] marker,
            Path file,
            Profile sender,
            Member receiver,
            Inbox inbox,
            Receiving receiving,
            Process process) {
        this.folder = folder;
        this.marker = marker;
        this.file = file;
        this.sender = sender;
        this.receiver = receiver;
        this.inbox = inbox;
        this.receiving = receiving;
        this.process = process;
    }

    /// Begins; both ends have never been seen in this network before.
    static StalledTransfer begin() throws IOException, InterruptedException {
        Path folder = SharedStack.folder("stalled");
        byte[] marker = random();
        Path file = folder.resolve("patient-" + Text.hex(random()).substring(0, 24) + ".bin");
        fill(file, marker);
        Path secret = folder.resolve("passphrase");
        Files.writeString(secret, Text.base64url(random()), StandardCharsets.US_ASCII);
        Profile sender = profile(folder.resolve("sender"), secret);
        Member receiver = Member.enrolled("receiver", Capability.PROVIDER);
        Inbox inbox = Inbox.slow(sender.id(), PAUSE);
        Receiving receiving = receiver.client().receive(inbox, inbox);
        Process process = launch(folder, secret, receiver.id(), file);
        StalledTransfer transfer =
                new StalledTransfer(
                        folder, marker, file, sender, receiver, inbox, receiving, process);
        transfer.awaitFlow();
        return transfer;
    }

    private void awaitFlow() throws InterruptedException {
        long deadline = System.nanoTime() + END.toNanos();
        while (!inbox.isFlowing()) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                String said = log();
                close();
                throw new AssertionError("no chunk came; the sender says: " + said);
            }
        }
    }

    private static byte[] random() {
        try (SecretBytes fresh = SecretBytes.random(MARKER_BYTES)) {
            return fresh.copy();
        }
    }

    /// Nothing but the marker, again and again.
    private static void fill(Path file, byte[] marker) throws IOException {
        byte[] block = new byte[1 << 20];
        for (int at = 0; at < block.length; at += marker.length) {
            System.arraycopy(marker, 0, block, at, marker.length);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int written = 0; written < FILE_BYTES; written += block.length) {
                out.write(block);
            }
        }
    }

    private static Profile profile(Path at, Path secret) throws IOException {
        try (SecretBytes passphrase = SecretBytes.take(Files.readAllBytes(secret));
                SecretBytes master = SecretBytes.random(Person.MASTER_BYTES)) {
            Profile profile = Profile.create(at, passphrase, master);
            profile.join(
                    SharedStack.stack().invites().issue(List.of(Capability.PATIENT)).canonical(),
                    Instant.now());
            return profile;
        }
    }

    private static Process launch(Path folder, Path secret, PeerId to, Path file)
            throws IOException {
        File log = folder.resolve("sender.log").toFile();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildGuard.class.getName(),
                        SendingProgram.class.getName(),
                        folder.resolve("sender").toString(),
                        secret.toString(),
                        to.toString(),
                        file.toString(),
                        folder.resolve("result").toString())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    /// What the file is full of.
    byte[] marker() {
        return marker;
    }

    String fileName() {
        return String.valueOf(file.getFileName());
    }

    Profile sender() {
        return sender;
    }

    Profile receiver() {
        return receiver.profile();
    }

    /// Relays that hold an attachment of the receiver now.
    Set<PeerId> receiversRelays() {
        return receiving.relays();
    }

    long senderPid() {
        return process.pid();
    }

    long sizeBytes() {
        return FILE_BYTES;
    }

    /// Whether there is still something to come.
    boolean isUnderWay() {
        return process.isAlive() && inbox.isEmpty();
    }

    /// Lets it run to its end, which must be a good one.
    ///
    /// @return how many circuits it took, then the relays' ids
    List<String> finish() throws IOException, InterruptedException {
        inbox.hurry();
        assertThat(process.waitFor(END.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(() -> "sender: " + log()).isZero();
        assertThat(Files.mismatch(file, inbox.next().file().orElseThrow())).isEqualTo(-1);
        return Files.readAllLines(folder.resolve("result"));
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("sender.log"));
        } catch (IOException e) {
            return "no log";
        }
    }

    @Override
    public void close() throws InterruptedException {
        inbox.hurry();
        process.destroyForcibly().waitFor();
        receiving.close();
        receiver.close();
        sender.close();
    }
}
