package xyz.blueblocks.e2e;

import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.BlueBlocks;
import xyz.blueblocks.sdk.Options;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.message.Capability;

/// Somebody with a whole client, who can send and receive; registered.
final class Member implements AutoCloseable {
    private static final String REGION = "local";

    private final Profile profile;
    private final BlueBlocks client;

    private Member(Profile profile, Options options) {
        this.profile = profile;
        this.client = BlueBlocks.open(profile, options);
    }

    /// Makes a profile, joins the network and registers.
    static Member enrolled(String name, Capability capability) {
        return enrolled(name, capability, REGION, Options.DEFAULT);
    }

    /// The same somewhere, with a client of its own ways.
    static Member enrolled(String name, Capability capability, String region, Options options) {
        Member member = new Member(Person.invited(name, capability), options);
        member.client.register(List.of(capability), region, Optional.empty());
        return member;
    }

    PeerId id() {
        return profile.id();
    }

    Profile profile() {
        return profile;
    }

    BlueBlocks client() {
        return client;
    }

    /// The log's key as this profile pinned it when it joined.
    String pinnedLogKey() {
        return profile.trust().orElseThrow().logKey();
    }

    @Override
    public void close() {
        client.close();
        profile.close();
    }
}
