package xyz.blueblocks.crypto.session;

import xyz.blueblocks.crypto.aead.AeadSuite;

/// What the handshake settled besides secrets.
final class SessionOrigin {
    private final AeadSuite suite;
    private final byte[] transcript;
    private final boolean postQuantum;

    SessionOrigin(AeadSuite suite, byte[] transcript, boolean postQuantum) {
        this.suite = suite;
        this.transcript = transcript;
        this.postQuantum = postQuantum;
    }

    AeadSuite suite() {
        return suite;
    }

    byte[] transcript() {
        return transcript;
    }

    boolean postQuantum() {
        return postQuantum;
    }
}
