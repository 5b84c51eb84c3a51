package xyz.blueblocks.audit.core;

import java.util.Optional;
import xyz.blueblocks.crypto.identity.BlueAddress;
import xyz.blueblocks.crypto.identity.PeerId;

/// One name per person, whichever form an event uses for them.
///
/// A peer id, a peer's URN and a `bb1…` address of the same key are the same person; anything else
/// stands for itself.
final class PartyName {
    private static final String PEER_URN = "urn:blueblocks:peer:";

    private PartyName() {}

    static String of(String text) {
        return peer(text).orElse(text);
    }

    /// The address of a peer that `text` names; empty when it names none.
    static Optional<String> peer(String text) {
        String bare = text.startsWith(PEER_URN) ? text.substring(PEER_URN.length()) : text;
        return PeerId.parse(bare).map(peer -> BlueAddress.of(peer.publicKey()));
    }

    static Octets tag(MasterKey master, String text) {
        return master.tag(TagKind.PARTY, of(text));
    }
}
