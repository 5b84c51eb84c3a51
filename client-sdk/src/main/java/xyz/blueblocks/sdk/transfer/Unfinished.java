package xyz.blueblocks.sdk.transfer;

import java.nio.file.Path;
import xyz.blueblocks.crypto.identity.PeerId;

/// A file whose sending was broken off; [Sender#resume] goes on with it.
///
/// @param id `file_id`
/// @param recipient who was to get it
/// @param path where it was
/// @param sizeBytes of the whole
public record Unfinished(String id, PeerId recipient, Path path, long sizeBytes) {
    /// Id and size only: a path may be personal.
    @Override
    public String toString() {
        return "Unfinished[" + id + ", " + sizeBytes + " bytes]";
    }
}
