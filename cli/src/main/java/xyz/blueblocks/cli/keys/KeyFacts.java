package xyz.blueblocks.cli.keys;

import java.util.List;
import xyz.blueblocks.cli.terminal.Output;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// What may be said of a profile's keys: their public halves.
final class KeyFacts {
    private KeyFacts() {}

    static JsonObject json(Profile profile) {
        return Json.object()
                .put("profile", profile.folder().toString())
                .put("peer_id", profile.id().toString())
                .put("address", profile.address())
                .put("public_key", profile.identityKey().publicKey().text())
                .put("encryption_key", profile.encryptionKey().publicKey().text())
                .put("fingerprint", profile.fingerprint())
                .putText("network", profile.trust().map(trust -> trust.network()))
                .build();
    }

    /// Tells a person of a profile that is there since now.
    ///
    /// @param done what was done to it
    static void tell(Output to, Profile profile, String done) {
        to.answer(
                json(profile),
                List.of(
                        "Profile " + profile.folder() + " is " + done + ".",
                        "Your id:      " + profile.id(),
                        "Your address: " + profile.address()));
    }
}
