package xyz.blueblocks.sdk.directory;

import java.util.LinkedHashMap;
import java.util.Map;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// The highest serial of each peer's key record that this profile has seen: an older record, though
/// rightly signed, may name a key that somebody has stolen since. Safe for use by many threads.
final class SeenSerials {
    private static final String FILE = "serials.json";
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_PEERS = 8_192;

    private final Profile profile;
    private final Map<String, Long> highest = new LinkedHashMap<>(16, 0.75f, true);

    SeenSerials(Profile profile) {
        this.profile = profile;
        profile.readFile(FILE, MAX_BYTES)
                .flatMap(bytes -> Json.parse(bytes, MAX_BYTES).toOptional())
                .ifPresent(json ->
                        json.names()
                                .forEach(name ->
                                        json.integer(name)
                                                .ifPresent(serial -> highest.put(name, serial))));
    }

    /// Whether this serial may be used; remembers it when it is a new one.
    synchronized boolean accept(PeerId peer, long serial) {
        long known = highest.getOrDefault(peer.toString(), -1L);
        if (serial < known) {
            return false;
        }
        if (serial > known) {
            highest.put(peer.toString(), serial);
            if (highest.size() > MAX_PEERS) {
                highest.remove(highest.keySet().iterator().next());
            }
            save();
        }
        return true;
    }

    private void save() {
        JsonObject.Builder json = Json.object();
        highest.forEach(json::put);
        profile.writeFile(FILE, json.build().canonical());
    }
}
