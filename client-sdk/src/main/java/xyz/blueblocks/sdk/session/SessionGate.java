package xyz.blueblocks.sdk.session;

import xyz.blueblocks.crypto.identity.PeerId;

/// Decides who may begin a session, and who reads it then.
public interface SessionGate {

    /// Whether that peer, whose signature verified, is answered; on a worker thread.
    boolean admits(PeerId sender);

    /// A session's first record opened; on the loop.
    SessionListener opened(Session session);
}
