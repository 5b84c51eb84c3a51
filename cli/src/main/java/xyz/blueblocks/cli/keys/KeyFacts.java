package xyz.blueblocks.cli.keys;

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
}
