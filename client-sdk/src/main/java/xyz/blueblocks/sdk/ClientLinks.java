package xyz.blueblocks.sdk;

import xyz.blueblocks.link.LinkIdentity;
import xyz.blueblocks.link.LinkTransport;
import xyz.blueblocks.link.LinkTrust;
import xyz.blueblocks.link.TokenCheck;
import xyz.blueblocks.sdk.directory.Directory;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.profile.Trust;
import xyz.blueblocks.sdk.route.Links;

/// What a profile dials with.
final class ClientLinks implements Links {
    private final LinkIdentity identity;
    private final LinkTransport transport;
    private final LinkTrust trust;
    private final boolean preferWebSocket;

    ClientLinks(
            Profile profile,
            Trust trust,
            Directory directory,
            LinkTransport transport,
            boolean preferWebSocket) {
        this.identity =
                new LinkIdentity(
                        profile.id(),
                        profile.identityKey(),
                        () -> directory.currentToken().orElse(""),
                        TokenCheck.none(),
                        true);
        this.transport = transport;
        this.trust = LinkTrust.pem(trust.caPem());
        this.preferWebSocket = preferWebSocket;
    }

    @Override
    public LinkIdentity identity() {
        return identity;
    }

    @Override
    public LinkTransport transport() {
        return transport;
    }

    @Override
    public LinkTrust trust() {
        return trust;
    }

    @Override
    public boolean preferWebSocket() {
        return preferWebSocket;
    }
}
