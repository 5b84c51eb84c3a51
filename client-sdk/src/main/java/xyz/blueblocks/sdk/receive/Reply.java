package xyz.blueblocks.sdk.receive;

import java.util.Arrays;

/// An answer to a message: at most 1 MiB.
public final class Reply {
    private final String contentType;
    private final byte[] payload;

    private Reply(String contentType, byte[] payload) {
        this.contentType = contentType;
        this.payload = payload;
    }

    /// An answer.
    ///
    /// @param contentType media type
    /// @param payload at most 1 MiB; copied
    public static Reply of(String contentType, byte[] payload) {
        return new Reply(contentType, Arrays.copyOf(payload, payload.length));
    }

    /// Media type.
    public String contentType() {
        return contentType;
    }

    /// The bytes; not a copy.
    byte[] payload() {
        return payload;
    }
}
