package xyz.blueblocks.cli.transfer;

import java.nio.file.Path;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.transfer.SendRequest;

/// One file to be sent.
///
/// @param path where it lies
/// @param name what the receiver is told
/// @param contentType media type
/// @param sizeBytes when it was looked at
record Outgoing(Path path, String name, String contentType, long sizeBytes) {
    SendRequest to(PeerId recipient, Optional<String> reason) {
        SendRequest request = SendRequest.ofFile(recipient, path, contentType).named(name);
        return reason.map(request::because).orElse(request);
    }
}
