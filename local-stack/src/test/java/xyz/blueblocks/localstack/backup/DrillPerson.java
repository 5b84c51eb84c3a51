package xyz.blueblocks.localstack.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.localstack.state.PrivateFiles;
import xyz.blueblocks.sdk.BlueBlocks;
import xyz.blueblocks.sdk.Options;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.receive.IncomingOffer;
import xyz.blueblocks.sdk.receive.ReceiveListener;
import xyz.blueblocks.sdk.receive.ReceivePolicy;
import xyz.blueblocks.sdk.receive.Received;
import xyz.blueblocks.sdk.receive.Reply;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.SendRequest;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Capability;

/// Somebody with a profile on disk that outlives the stack, and an inbox that takes everything.
final class DrillPerson implements AutoCloseable, ReceivePolicy, ReceiveListener {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Profile profile;
    private final BlueBlocks client;
    private final BlockingQueue<Received> arrived = new LinkedBlockingQueue<>();

    private DrillPerson(Path folder, Profile profile) {
        this.folder = folder;
        this.profile = profile;
        this.client = BlueBlocks.open(profile, Options.DEFAULT);
        PrivateFiles.folder(inbox());
    }

    private Path inbox() {
        return folder.resolveSibling(folder.getFileName() + ".in");
    }

    /// Makes a profile, joins with an invite and registers.
    static DrillPerson enrolled(Path folder, JsonObject invite, Capability capability) {
        try (SecretBytes passphrase = passphrase();
                SecretBytes master = SecretBytes.random(32)) {
            Profile profile = Profile.create(folder, passphrase, master);
            profile.join(invite.canonical(), Instant.now());
            DrillPerson person = new DrillPerson(folder, profile);
            try {
                person.client.register(List.of(capability), "local", Optional.empty());
                return person;
            } catch (RuntimeException e) {
                person.close();
                throw e;
            }
        }
    }

    /// Opens the profile that is there; tells the network nothing.
    static DrillPerson back(Path folder) {
        try (SecretBytes passphrase = passphrase()) {
            return new DrillPerson(folder, Profile.open(folder, passphrase));
        }
    }

    private static SecretBytes passphrase() {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) 'p');
        return SecretBytes.take(bytes);
    }

    PeerId id() {
        return profile.id();
    }

    BlueBlocks client() {
        return client;
    }

    String logKey() {
        return profile.trust().orElseThrow().logKey();
    }

    /// Sends bytes and waits for the receipt.
    Delivery send(PeerId to, byte[] content) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolveSibling(folder.getFileName() + ".out"), content);
        return client.send(
                        SendRequest.ofFile(to, file, "application/octet-stream")
                                .because("treatment"),
                        ProgressListener.NONE)
                .await();
    }

    /// What arrived next.
    byte[] next() throws IOException, InterruptedException {
        Received next = arrived.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) throw new AssertionError("nothing arrived in " + PATIENCE);
        return Files.readAllBytes(next.file().orElseThrow());
    }

    /// Fetches the proof of a transfer, which waits until the log covers it.
    Path proof(Delivery delivery) {
        return client.audit().fetch(delivery.id(), PATIENCE);
    }

    @Override
    public boolean admits(PeerId sender) {
        return true;
    }

    @Override
    public Decision judge(IncomingOffer offer) {
        return new Decision.Store(inbox(), offer.name().orElse("unnamed"));
    }

    @Override
    public Optional<Reply> arrived(Received what) {
        arrived.add(what);
        return Optional.empty();
    }

    @Override
    public void close() {
        client.close();
        profile.close();
    }
}
