package xyz.blueblocks.cli.contacts;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Whose digits the person has compared, and when; kept in the profile as `compared.json`.
///
/// By id, not by name: a name that moves to another key is a stranger again.
final class ComparedPeers {
    private static final String FILE = "compared.json";
    private static final int MAX_BYTES = 4 << 20;

    private final Profile profile;
    private final Map<PeerId, Instant> when =
            new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));

    ComparedPeers(Profile profile) {
        this.profile = profile;
        Optional<JsonObject> held =
                profile.readFile(FILE, MAX_BYTES)
                        .flatMap(bytes -> Json.parse(bytes, MAX_BYTES).toOptional());
        held.ifPresent(json ->
                json.names()
                        .forEach(name ->
                                PeerId.parse(name)
                                        .ifPresent(peer ->
                                                json.integer(name)
                                                        .ifPresent(at ->
                                                                when.put(
                                                                        peer,
                                                                        Instant.ofEpochSecond(
                                                                                at))))));
    }

    Optional<Instant> when(PeerId peer) {
        return Optional.ofNullable(when.get(peer));
    }

    void add(PeerId peer, Instant now) {
        when.put(peer, now);
        JsonObject.Builder json = Json.object();
        when.forEach((each, at) -> json.putEpochSeconds(each.toString(), at));
        profile.writeFile(FILE, json.build().canonical());
    }
}
