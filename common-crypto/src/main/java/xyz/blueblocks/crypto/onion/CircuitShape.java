package xyz.blueblocks.crypto.onion;

import java.time.Instant;

/// What all layers of a circuit say alike.
///
/// @param kForward cells towards the receiver hold 2^k + 256 bytes
/// @param kBack cells towards the sender
/// @param issuedEpochSeconds when it was built, u32
record CircuitShape(int kForward, int kBack, long issuedEpochSeconds) {
    CircuitShape {
        CellSize.bytes(kForward);
        CellSize.bytes(kBack);
        if (issuedEpochSeconds < 0 || issuedEpochSeconds > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("issued: " + issuedEpochSeconds + " (want u32)");
        }
    }

    static CircuitShape of(int kForward, int kBack, Instant issued) {
        return new CircuitShape(kForward, kBack, issued.getEpochSecond());
    }
}
