package xyz.blueblocks.sdk.route;

import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.json.JsonObject;

/// Where a relay stands that carried something: its own signed word, which anybody can verify.
///
/// @param relay who
/// @param region cloud label
/// @param jurisdiction whose law holds there
/// @param descriptor its RelayDescriptor as signed, with both (docs/spec/messages.md, 2)
public record RelayPlace(PeerId relay, String region, String jurisdiction, JsonObject descriptor) {
    static RelayPlace of(Hop hop) {
        return new RelayPlace(
                hop.relay(),
                hop.descriptor().region(),
                hop.descriptor().jurisdiction(),
                hop.signedDescriptor());
    }

    /// Without the descriptor, which is long.
    @Override
    public String toString() {
        return "RelayPlace[" + relay + ", " + region + ", " + jurisdiction + "]";
    }
}
