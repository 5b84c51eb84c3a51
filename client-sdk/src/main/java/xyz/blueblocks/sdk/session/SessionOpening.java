package xyz.blueblocks.sdk.session;

import xyz.blueblocks.sdk.circuit.CircuitClosed;

/// What happens between the end of a handshake and the first record; on the loop.
interface SessionOpening {
    /// The first record opened: from now on the session counts. Who reads it?
    SessionListener opened(Session session);

    /// It ended before that.
    void neverOpened(CircuitClosed why);

    /// The initiator's: its reader is there from the start.
    static SessionOpening ready(SessionListener listener) {
        return new SessionOpening() {
            @Override
            public SessionListener opened(Session session) {
                return listener;
            }

            @Override
            public void neverOpened(CircuitClosed why) {
                listener.onClosed(why);
            }
        };
    }
}
