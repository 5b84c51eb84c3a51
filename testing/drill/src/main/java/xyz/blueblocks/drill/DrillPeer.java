package xyz.blueblocks.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.sdk.BlueBlocks;
import xyz.blueblocks.sdk.Options;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.message.Capability;

/// One end of the traffic, registered as anybody would be.
final class DrillPeer implements AutoCloseable {
    static final String REGION = "local";

    private static final int SECRET_BYTES = 32;
    private static final String SUFFIX = ".json";
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Profile profile;
    private final BlueBlocks client;
    private boolean ended;

    private DrillPeer(Profile profile) {
        this.profile = profile;
        this.client = BlueBlocks.open(profile, Options.DEFAULT);
    }

    /// Makes a profile in a folder that does not exist yet, joins the network and registers.
    static DrillPeer join(LocalStack stack, Path folder, Capability capability) {
        try (SecretBytes passphrase = SecretBytes.random(SECRET_BYTES);
                SecretBytes master = SecretBytes.random(SECRET_BYTES)) {
            Profile profile = Profile.create(folder, passphrase, master);
            profile.join(stack.invites().issue(List.of(capability)).canonical(), Instant.now());
            DrillPeer peer = new DrillPeer(profile);
            peer.client.register(List.of(capability), REGION, Optional.empty());
            return peer;
        }
    }

    PeerId id() {
        return profile.id();
    }

    BlueBlocks client() {
        return client;
    }

    /// The log's key as this profile pinned it when it joined.
    String pinnedLogKey() {
        return profile.trust().orElseThrow().logKey();
    }

    /// Ids of all audit events that this end ever wrote down.
    Set<String> events() {
        Set<String> ids = new HashSet<>(names("sent"));
        ids.addAll(names("pending"));
        return ids;
    }

    /// Ids of those that audit-service has not taken yet.
    Set<String> waitingEvents() {
        return names("pending");
    }

    /// Waits until audit-service has all of them.
    void awaitReported(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!waitingEvents().isEmpty() && System.nanoTime() - deadline < 0) {
            Thread.sleep(LOOK_EVERY);
        }
    }

    private Set<String> names(String which) {
        try (Stream<Path> files = Files.list(profile.auditFolder().resolve(which))) {
            Set<String> ids = new HashSet<>();
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .forEach(name -> ids.add(name.substring(name.indexOf('-') + 1)));
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException("events of " + id(), e);
        }
    }

    /// Ends the client, which hands over what waits first; what it wrote down stays.
    void end() {
        if (!ended) {
            ended = true;
            client.close();
        }
    }

    @Override
    public void close() {
        end();
        profile.close();
    }
}
