package xyz.blueblocks.wire.frame;

import java.util.Optional;

/// The seed's ten frame types; 0x0B to 0x3F are reserved.
///
/// The same numbers name messages inside a session, where 0x00 is padding.
///
/// Source: docs/spec/frames.md, "Types".
public enum FrameType {
    /// Opens a link, or sets up a circuit.
    HANDSHAKE(0x01),
    /// Answers HANDSHAKE, once.
    HANDSHAKE_ACK(0x02),
    /// A cell of a circuit, or control JSON of the link.
    DATA(0x03),
    /// Credit for a circuit.
    DATA_ACK(0x04),
    /// A chunk of a file (inside sessions only).
    CHUNK(0x05),
    /// Which chunks are held (inside sessions only).
    CHUNK_ACK(0x06),
    /// Asks for a sign of life.
    PING(0x07),
    /// Gives it.
    PONG(0x08),
    /// Ends a circuit or the link.
    CLOSE(0x09),
    /// Says what went wrong.
    ERROR(0x0A);

    private static final FrameType[] VALUES = values();
    private static final Optional<FrameType> UNKNOWN = Optional.empty();

    private final Optional<FrameType> self = Optional.of(this);
    private final int value;

    FrameType(int value) {
        this.value = value;
    }

    /// The byte on the wire.
    public int value() {
        return value;
    }

    /// The type with this byte (0 to 255); allocates nothing.
    public static Optional<FrameType> of(int value) {
        return value < 1 || value > VALUES.length ? UNKNOWN : VALUES[value - 1].self;
    }
}
