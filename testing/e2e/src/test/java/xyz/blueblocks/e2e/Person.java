package xyz.blueblocks.e2e;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.link.https.Credential;
import xyz.blueblocks.sdk.audit.AuditTrail;
import xyz.blueblocks.sdk.directory.Directory;
import xyz.blueblocks.sdk.directory.Registration;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.profile.Trust;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.message.Capability;

/// Somebody with a profile of their own, enrolled by an invite.
final class Person implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String REGION = "local";
    static final int MASTER_BYTES = 32;

    private final Profile profile;
    private final Directory directory;
    private final AuditTrail audit;

    private Person(Profile profile) {
        Surroundings surroundings =
                new Surroundings(InstantSource.system(), System::nanoTime, RANDOM);
        Trust trust = profile.trust().orElseThrow();
        this.profile = profile;
        this.directory = new Directory(profile, surroundings, false, Optional.empty());
        this.audit = new AuditTrail(profile, trust, this::session, surroundings);
    }

    /// Makes a profile, joins the network and registers.
    static Person enrolled(String name, Capability capability) {
        Person person = new Person(invited(name, capability));
        person.directory.register(new Registration(List.of(capability), REGION, Optional.empty()));
        return person;
    }

    /// A profile that holds an invite and has not used it.
    static Profile invited(String name, Capability capability) {
        Path folder = SharedStack.folder(name).resolve("profile");
        try (SecretBytes passphrase = SecretBytes.random(MASTER_BYTES);
                SecretBytes master = SecretBytes.random(MASTER_BYTES)) {
            Profile profile = Profile.create(folder, passphrase, master);
            profile.join(
                    SharedStack.stack().invites().issue(List.of(capability)).canonical(),
                    Instant.now());
            return profile;
        }
    }

    PeerId id() {
        return profile.id();
    }

    Profile profile() {
        return profile;
    }

    Directory directory() {
        return directory;
    }

    AuditTrail audit() {
        return audit;
    }

    /// Token and key of the session that is in force.
    Credential session() {
        directory.keepSession();
        return new Credential.Session(
                directory.currentToken().orElseThrow(), profile.identityKey());
    }

    /// The session token alone: what a thief would have.
    String token() {
        directory.keepSession();
        return directory.currentToken().orElseThrow();
    }

    @Override
    public void close() {
        audit.close();
        directory.close();
        profile.close();
    }
}
