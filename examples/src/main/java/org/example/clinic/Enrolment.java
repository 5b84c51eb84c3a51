package org.example.clinic;

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

/// A person's first steps: keys of their own, and a place in a network that invited them.
public final class Enrolment {
    private Enrolment() {}

    /// Makes a profile in a folder and registers it; once for each person.
    ///
    /// @return who the person is to others
    public static PeerId enrol(
            Path folder, SecretBytes passphrase, Path invite, Capability role, String region)
            throws IOException {
        // begin enrol
        try (SecretBytes master = SecretBytes.random(32);
                Profile profile = Profile.create(folder, passphrase, master)) {
            // Pins the network's authority, its admin key and the key of its audit log.
            profile.join(Files.readAllBytes(invite), Instant.now());
            try (BlueBlocks bb = BlueBlocks.open(profile, Options.DEFAULT)) {
                bb.register(List.of(role), region, Optional.empty());
                return profile.id();
            }
        }
        // end enrol
    }
}
