package xyz.blueblocks.localstack.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.StackInvites;
import xyz.blueblocks.localstack.state.PrivateFiles;
import xyz.blueblocks.sdk.BlueBlocks;
import xyz.blueblocks.sdk.Options;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.message.Capability;

/// One person of the demo: a profile of their own, registered with an invite as anybody would be.
///
/// @param name as the story calls them
/// @param profile their keys
/// @param client their client
record DemoPerson(String name, Profile profile, BlueBlocks client) implements AutoCloseable {
    private static final String REGION = "local";
    private static final int SECRET_BYTES = 32;

    /// Opens that person's profile below `people`, or makes and registers it.
    static DemoPerson open(Path people, String name, Capability capability, LocalStack stack)
            throws IOException {
        Path folder = people.resolve(name);
        Path secret = people.resolve(name + ".passphrase");
        if (!Files.exists(secret)) {
            Files.createDirectories(people);
            try (SecretBytes fresh = SecretBytes.random(SECRET_BYTES)) {
                PrivateFiles.write(
                        secret, fresh.use(Text::base64url).getBytes(StandardCharsets.US_ASCII));
            }
        }
        try (SecretBytes passphrase = SecretBytes.take(Files.readAllBytes(secret));
                SecretBytes master = SecretBytes.random(SECRET_BYTES)) {
            Profile profile =
                    Profile.exists(folder)
                            ? Profile.open(folder, passphrase)
                            : Profile.create(folder, passphrase, master);
            StackInvites invites = stack.invites();
            profile.join(invites.issue(List.of(capability)).canonical(), Instant.now());
            BlueBlocks client = BlueBlocks.open(profile, Options.DEFAULT);
            client.register(List.of(capability), REGION, Optional.empty());
            return new DemoPerson(name, profile, client);
        }
    }

    PeerId id() {
        return profile.id();
    }

    /// The log's key as this person pinned it when joining.
    String pinnedLogKey() {
        return profile.trust().orElseThrow().logKey();
    }

    @Override
    public void close() {
        client.close();
        profile.close();
    }
}
