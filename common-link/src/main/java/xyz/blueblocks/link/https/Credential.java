package xyz.blueblocks.link.https;

import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;

/// With what a call is authorised.
public sealed interface Credential {
    /// Nothing: for what everybody may read.
    Credential NONE = new None();

    /// No authorisation.
    record None() implements Credential {}

    /// A token that counts by itself: an enrolment token or an assertion.
    ///
    /// @param token its text
    record Bearer(String token) implements Credential {
        @Override
        public String toString() {
            return "Bearer[]";
        }
    }

    /// A session token, which counts only with a fresh proof of the caller's key (RFC 9449).
    ///
    /// @param token its text
    /// @param key the caller's identity key
    record Session(String token, Ed25519PrivateKey key) implements Credential {
        @Override
        public String toString() {
            return "Session[]";
        }
    }
}
