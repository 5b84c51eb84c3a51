package xyz.blueblocks.cli.network;

import java.util.Optional;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.link.https.Credential;
import xyz.blueblocks.sdk.audit.AuditTrail;
import xyz.blueblocks.sdk.directory.Directory;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.profile.Trust;

/// A profile's way to the services of its network. Commands that move no files need no more than
/// this, and start faster with it than with the whole client.
public final class Online implements AutoCloseable {
    private final Profile profile;
    private final Terminal terminal;
    private final Trust trust;
    private final Directory directory;

    private Online(Profile profile, Terminal terminal, Trust trust) {
        this.profile = profile;
        this.terminal = terminal;
        this.trust = trust;
        this.directory = new Directory(profile, terminal.surroundings(), false, Optional.empty());
    }

    /// Makes no call yet; the profile stays the caller's to close.
    public static Online open(Profile profile, Terminal terminal) {
        return new Online(profile, terminal, trust(profile));
    }

    /// What the profile pinned.
    public static Trust trust(Profile profile) {
        return profile.trust()
                .orElseThrow(() ->
                        CommandFailure.missing(
                                "This profile has not joined a network.",
                                "Register it with an invite: bb register --invite FILE"));
    }

    /// Discovery.
    public Directory directory() {
        return directory;
    }

    /// The audit log; the caller closes it.
    public AuditTrail audit() {
        return new AuditTrail(profile, trust, this::credential, terminal.surroundings());
    }

    private Credential credential() {
        directory.keepSession();
        return new Credential.Session(directory.currentToken().orElse(""), profile.identityKey());
    }

    @Override
    public void close() {
        directory.close();
    }
}
