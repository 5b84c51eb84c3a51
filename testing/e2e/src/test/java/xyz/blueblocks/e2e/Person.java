package xyz.blueblocks.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.link.https.Credential;
import xyz.blueblocks.sdk.audit.AuditTrail;
import xyz.blueblocks.sdk.directory.Directory;
import xyz.blueblocks.sdk.directory.Registration;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.profile.Trust;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Invite;
import xyz.blueblocks.wire.token.InviteIssuer;

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

    /// A patient whose invite names another discovery than the network's own.
    static Person enrolledAt(String name, URI discovery) {
        Invite usual =
                Invite.fromJson(SharedStack.stack().invites().issue(List.of(Capability.PATIENT)))
                        .orElseThrow();
        InviteIssuer issuer =
                new InviteIssuer(
                        usual.network(),
                        List.of(discovery.toString()),
                        usual.audit(),
                        usual.caPem(),
                        usual.logKey());
        try (Ed25519PrivateKey admin = admin()) {
            JsonObject invite =
                    issuer.issue(
                            admin,
                            List.of(Capability.PATIENT),
                            Instant.now(),
                            Duration.ofHours(1),
                            UUID.randomUUID().toString());
            Person person = new Person(invited(name, invite));
            person.directory.register(
                    new Registration(List.of(Capability.PATIENT), REGION, Optional.empty()));
            return person;
        }
    }

    private static Ed25519PrivateKey admin() {
        try {
            String text = Files.readString(SharedStack.stack().adminKeyFile()).strip();
            try (SecretBytes seed = SecretBytes.take(Text.parseBase64url(text).orElseThrow())) {
                return Ed25519PrivateKey.fromSeed(seed);
            }
        } catch (IOException e) {
            throw new AssertionError("no admin key", e);
        }
    }

    /// A profile that holds an invite and has not used it.
    static Profile invited(String name, Capability capability) {
        return invited(name, SharedStack.stack().invites().issue(List.of(capability)));
    }

    private static Profile invited(String name, JsonObject invite) {
        Path folder = SharedStack.folder(name).resolve("profile");
        try (SecretBytes passphrase = SecretBytes.random(MASTER_BYTES);
                SecretBytes master = SecretBytes.random(MASTER_BYTES)) {
            Profile profile = Profile.create(folder, passphrase, master);
            profile.join(invite.canonical(), Instant.now());
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
