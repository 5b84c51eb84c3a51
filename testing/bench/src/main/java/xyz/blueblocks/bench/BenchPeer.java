package xyz.blueblocks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.BlueBlocks;
import xyz.blueblocks.sdk.Options;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.message.Capability;

/// One end of a measurement, registered as anybody would be.
///
/// @param profile its keys
/// @param client its client
record BenchPeer(Profile profile, BlueBlocks client) implements AutoCloseable {
    static final String REGION = "local";

    /// @param folder that does not exist yet
    static BenchPeer join(Path folder, Path invite, Capability capability, Options options)
            throws IOException {
        try (SecretBytes passphrase = SecretBytes.random(32);
                SecretBytes master = SecretBytes.random(32)) {
            Profile profile = Profile.create(folder, passphrase, master);
            profile.join(Files.readAllBytes(invite), Instant.now());
            BlueBlocks client = BlueBlocks.open(profile, options);
            client.register(List.of(capability), REGION, Optional.empty());
            return new BenchPeer(profile, client);
        }
    }

    /// Another client of the same person, with links and sessions of its own.
    BlueBlocks another() {
        return BlueBlocks.open(profile, Options.DEFAULT);
    }

    PeerId id() {
        return profile.id();
    }

    @Override
    public void close() {
        client.close();
        profile.close();
    }
}
