package xyz.blueblocks.link;

import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.linkauth.FrameAuth;
import xyz.blueblocks.wire.ErrorCode;

/// What came of one half of a link handshake.
sealed interface OpeningStep {

    /// Both halves are there.
    ///
    /// @param peer the other end, its signature verified
    /// @param auth the link's own authentication, both directions
    /// @param token the token it came with (listening end only)
    record Agreed(PeerId peer, FrameAuth auth, Optional<TokenSubject> token)
            implements OpeningStep {}

    /// It stops here.
    ///
    /// @param error the number to tell
    /// @param byPeer whether the peer told it
    /// @param why for logs; no ids
    record Refused(ErrorCode error, boolean byPeer, String why) implements OpeningStep {}
}
