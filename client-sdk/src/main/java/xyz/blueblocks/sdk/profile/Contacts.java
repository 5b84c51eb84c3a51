package xyz.blueblocks.sdk.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import xyz.blueblocks.crypto.file.PrivateFiles;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Names that this profile gives to peers; nobody else sees them. Safe for use by many threads of
/// one process.
public final class Contacts {
    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_CONTACTS = 10_000;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._@'-]{0,63}");

    private final Path file;
    private final Map<String, PeerId> byName = new TreeMap<>();

    private Contacts(Path file) {
        this.file = file;
    }

    static Contacts open(Path file) throws IOException {
        Contacts contacts = new Contacts(file);
        Optional<byte[]> content = PrivateFiles.read(file, MAX_BYTES);
        if (content.isEmpty()) {
            return contacts;
        }
        if (!(Json.parse(content.get(), MAX_BYTES) instanceof Decoded.Ok<JsonObject>(var json))) {
            throw new IOException(file.getFileName() + ": not readable");
        }
        for (String name : json.names()) {
            json.text(name)
                    .flatMap(PeerId::parse)
                    .ifPresent(peer -> contacts.byName.put(name, peer));
        }
        return contacts;
    }

    /// Gives a peer a name, replacing what had it.
    ///
    /// @throws IllegalArgumentException when the name is not 1..64 letters, digits, spaces or
    ///   `._@'-`
    public synchronized void add(String name, PeerId peer) {
        if (!NAME.matcher(name).matches() || PeerId.parse(name).isPresent()) {
            throw new IllegalArgumentException(
                    "name: want 1..64 letters, digits, spaces or ._@'- and no peer id");
        }
        if (byName.size() >= MAX_CONTACTS) {
            throw new IllegalArgumentException("contacts: " + MAX_CONTACTS + " are the most");
        }
        byName.put(name, peer);
        save();
    }

    /// Forgets a name; false when nobody had it.
    public synchronized boolean remove(String name) {
        boolean had = byName.remove(name) != null;
        if (had) {
            save();
        }
        return had;
    }

    /// The peer of that name, or of that id.
    public synchronized Optional<PeerId> find(String nameOrId) {
        PeerId named = byName.get(nameOrId);
        return named != null ? Optional.of(named) : PeerId.parse(nameOrId);
    }

    /// The name of a peer.
    public synchronized Optional<String> name(PeerId peer) {
        return byName.entrySet().stream()
                .filter(each -> each.getValue().equals(peer))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// All of them, by name.
    public synchronized Map<String, PeerId> all() {
        return Collections.unmodifiableMap(new TreeMap<>(byName));
    }

    private void save() {
        JsonObject.Builder json = Json.object();
        byName.forEach((name, peer) -> json.put(name, peer.toString()));
        try {
            PrivateFiles.write(file, json.build().canonical());
        } catch (IOException e) {
            throw new BlueBlocksException(
                    ErrorCode.INVALID_FORMAT,
                    "The contacts could not be written.",
                    "Check the disk and the permissions of the profile's folder.",
                    e);
        }
    }
}
