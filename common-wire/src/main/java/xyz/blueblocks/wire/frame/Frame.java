package xyz.blueblocks.wire.frame;

import java.util.Arrays;
import xyz.blueblocks.crypto.identity.PeerId;

/// One whole frame as a value; for tests, captures and everything that is not in a hurry.
///
/// Says nothing about whether its authentication is true.
public final class Frame {
    private final FrameType type;
    private final PeerId source;
    private final PeerId destination;
    private final CircuitId circuit;
    private final byte[] payload;
    private final byte[] auth;

    /// A frame of these parts; both arrays are copied.
    ///
    /// @param payload 0 to [FrameLayout#MAX_PAYLOAD] bytes
    /// @param auth 64 bytes; zeros until it is authenticated
    public Frame(
            FrameType type,
            PeerId source,
            PeerId destination,
            CircuitId circuit,
            byte[] payload,
            byte[] auth) {
        if (payload.length > FrameLayout.MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "payload: "
                            + payload.length
                            + " bytes (want at most "
                            + FrameLayout.MAX_PAYLOAD
                            + ")");
        }
        if (auth.length != FrameLayout.AUTH) {
            throw new IllegalArgumentException(
                    "auth: " + auth.length + " bytes (want " + FrameLayout.AUTH + ")");
        }
        this.type = type;
        this.source = source;
        this.destination = destination;
        this.circuit = circuit;
        this.payload = payload.clone();
        this.auth = auth.clone();
    }

    /// What kind of frame.
    public FrameType type() {
        return type;
    }

    /// The end of the link that sent it.
    public PeerId source() {
        return source;
    }

    /// The end of the link that it was sent to.
    public PeerId destination() {
        return destination;
    }

    /// The circuit on this link, or the link.
    public CircuitId circuit() {
        return circuit;
    }

    /// A copy of the payload.
    public byte[] payload() {
        return payload.clone();
    }

    /// A copy of the 64 bytes behind the payload.
    public byte[] auth() {
        return auth.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame that
                && type == that.type
                && source.equals(that.source)
                && destination.equals(that.destination)
                && circuit.equals(that.circuit)
                && Arrays.equals(payload, that.payload)
                && Arrays.equals(auth, that.auth);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * type.hashCode() + circuit.hashCode()) + Arrays.hashCode(payload);
    }

    /// Type and sizes; never the payload.
    @Override
    public String toString() {
        return "Frame[" + type + ", " + payload.length + " bytes]";
    }
}
