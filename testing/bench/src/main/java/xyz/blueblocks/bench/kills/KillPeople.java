package xyz.blueblocks.bench.kills;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.file.PrivateFiles;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.sdk.BlueBlocks;
import xyz.blueblocks.sdk.Options;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.message.Capability;

/// The two people whose programs are killed: their profiles, passphrase and folders.
final class KillPeople implements AutoCloseable {
    private static final int SECRET_BYTES = 32;
    private static final String REGION = "local";

    private final Path folder;
    private final Path passphrase;
    private final BlueBlocks client;
    private final Profile senderProfile;
    private final PeerId receiverId;

    private KillPeople(
            Path folder,
            Path passphrase,
            BlueBlocks client,
            Profile senderProfile,
            PeerId receiverId) {
        this.folder = folder;
        this.passphrase = passphrase;
        this.client = client;
        this.senderProfile = senderProfile;
        this.receiverId = receiverId;
    }

    /// Makes both profiles and registers them.
    static KillPeople enrol(LocalStack stack, Path folder) throws IOException {
        Path passphrase = folder.resolve("passphrase");
        try (SecretBytes fresh = SecretBytes.random(SECRET_BYTES)) {
            PrivateFiles.write(
                    passphrase, Text.base64url(fresh.copy()).getBytes(StandardCharsets.US_ASCII));
        }
        Files.createDirectory(folder.resolve("inbox"));
        Files.createDirectory(folder.resolve("outbox"));
        PeerId receiverId;
        try (Profile receiver =
                        joined(stack, folder.resolve("receiver"), passphrase, Capability.PROVIDER);
                BlueBlocks its = BlueBlocks.open(receiver, Options.DEFAULT)) {
            its.register(List.of(Capability.PROVIDER), REGION, Optional.empty());
            receiverId = receiver.id();
        }
        Profile sender = joined(stack, folder.resolve("sender"), passphrase, Capability.PATIENT);
        BlueBlocks client = BlueBlocks.open(sender, Options.DEFAULT);
        client.register(List.of(Capability.PATIENT), REGION, Optional.empty());
        return new KillPeople(folder, passphrase, client, sender, receiverId);
    }

    private static Profile joined(
            LocalStack stack, Path at, Path passphraseFile, Capability capability)
            throws IOException {
        try (SecretBytes passphrase = SecretBytes.take(Files.readAllBytes(passphraseFile));
                SecretBytes master = SecretBytes.random(SECRET_BYTES)) {
            Profile profile = Profile.create(at, passphrase, master);
            profile.join(stack.invites().issue(List.of(capability)).canonical(), Instant.now());
            return profile;
        }
    }

    /// The relays as discovery knows them.
    RelayYard relays(LocalStack stack) {
        return new RelayYard(stack, client.directory());
    }

    PeerId receiverId() {
        return receiverId;
    }

    KillEnd sender(EndProgram program, BlockingQueue<News> queue) {
        List<String> arguments =
                List.of(folder.resolve("sender").toString(), passphrase.toString());
        return new KillEnd("sender", folder, program, arguments, queue);
    }

    KillEnd receiver(EndProgram program, BlockingQueue<News> queue) {
        return new KillEnd("receiver", folder, program, receiverArguments(), queue);
    }

    private List<String> receiverArguments() {
        return List.of(
                folder.resolve("receiver").toString(), passphrase.toString(), inbox().toString());
    }

    /// Both in one process, for [EndProgram#rehearse].
    List<String> bothArguments(Path file) {
        List<String> all = new ArrayList<>(receiverArguments());
        all.addAll(
                List.of(
                        folder.resolve("sender").toString(),
                        receiverId.toString(),
                        file.toString()));
        return all;
    }

    Path inbox() {
        return folder.resolve("inbox");
    }

    Path outbox() {
        return folder.resolve("outbox");
    }

    /// What the receiver signed.
    Path receipts() {
        return folder.resolve("receiver").resolve("state").resolve("receipts");
    }

    /// Files that have not arrived whole, or have and are not forgotten yet.
    long hiddenFiles() throws IOException {
        Path incoming = folder.resolve("receiver").resolve("state").resolve("incoming");
        try (Stream<Path> parts = Files.list(inbox());
                Stream<Path> offers = Files.list(incoming)) {
            return offers.count()
                    + parts.filter(each -> String.valueOf(each.getFileName()).startsWith("."))
                            .count();
        }
    }

    @Override
    public void close() {
        client.close();
        senderProfile.close();
    }
}
