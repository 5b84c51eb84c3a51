package xyz.blueblocks.link;

import xyz.blueblocks.wire.ErrorCode;

/// What becomes of a socket, told to whoever opened or accepted it; on its event loop.
interface LinkOutcome {

    /// It is a link now.
    void opened(LiveLink link);

    /// It will never be one. Only the first call counts.
    void failed(ErrorCode error, String why, boolean byPeer);

    /// The link that it was is gone.
    default void closed() {}
}
