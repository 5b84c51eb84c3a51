package xyz.blueblocks.sdk.route;

import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.RelayDescriptor;
import xyz.blueblocks.wire.route.AdmissionToken;

/// One relay of a route, verified: its own signed, unexpired descriptor, and the onion key chosen
/// from it (X-Wing where it offers one).
///
/// @param relay who
/// @param descriptor what the relay says of itself
/// @param signedDescriptor the same as it signed it
/// @param onionKey one of the descriptor's, usable now
/// @param token the planner's admission token for this relay; none only where the relay is open
public record Hop(
        PeerId relay,
        RelayDescriptor descriptor,
        JsonObject signedDescriptor,
        HpkePublicKey onionKey,
        Optional<AdmissionToken> token) {

    /// Checks that the parts belong together.
    public Hop {
        if (!descriptor.peerId().equals(relay)) {
            throw new IllegalArgumentException("descriptor: of another relay (want " + relay + ")");
        }
        if (descriptor.onionKeys().stream().noneMatch(each -> same(each.key(), onionKey))) {
            throw new IllegalArgumentException("onionKey: not in the descriptor");
        }
    }

    private static boolean same(HpkePublicKey left, HpkePublicKey right) {
        return left.text().equals(right.text());
    }

    /// What the planner lets a circuit over these hops carry, in bytes, both directions together;
    /// [Long#MAX_VALUE] without tokens.
    static long budgetBytes(List<Hop> hops) {
        return hops.stream()
                .flatMap(hop -> hop.token.stream())
                .mapToLong(AdmissionToken::budgetBytes)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
