package xyz.blueblocks.relay.outbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.message.RelayDirectory;
import xyz.blueblocks.wire.token.JwkSet;

/// Directory and keys from files, for a network without discovery: what an operator hands out by
/// other means.
public final class DirectoryFiles {
    private final Path relays;
    private final Path keys;

    public DirectoryFiles(Path relays, Path keys) {
        this.relays = relays;
        this.keys = keys;
    }

    /// Reads both files anew.
    public void readInto(KnownRelays known) {
        try {
            Json.parse(Files.readAllBytes(keys))
                    .flatMap(JwkSet::fromJson)
                    .toOptional()
                    .ifPresent(known::keys);
            Json.parse(Files.readAllBytes(relays), Limits.MAX_LIST_JSON_BYTES)
                    .flatMap(RelayDirectory::fromJson)
                    .toOptional()
                    .ifPresent(directory -> known.relays(directory.relays()));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + relays + " and " + keys, e);
        }
    }
}
