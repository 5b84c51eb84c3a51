package xyz.blueblocks.sdk.session;

import java.util.List;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.identity.PeerId;

/// What is known of a session from its handshake.
///
/// @param peer the other end, proved by its key
/// @param initiator whether this end began
/// @param suite cipher of records and chunks
/// @param postQuantum whether ML-KEM took part in its keys
/// @param onionPostQuantum whether every layer of the set-up was sealed with X-Wing; at the
///   receiver, who cannot see that, the same as `postQuantum`
/// @param relays of the circuit, the first one first; none at the receiver, who does not know them
public record SessionInfo(
        PeerId peer,
        boolean initiator,
        AeadSuite suite,
        boolean postQuantum,
        boolean onionPostQuantum,
        List<PeerId> relays) {

    /// Copies the list.
    public SessionInfo {
        relays = List.copyOf(relays);
    }
}
