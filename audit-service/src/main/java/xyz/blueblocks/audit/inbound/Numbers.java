package xyz.blueblocks.audit.inbound;

import org.jspecify.annotations.Nullable;
import xyz.blueblocks.servicekit.error.Refused;
import xyz.blueblocks.wire.ErrorCode;

/// Numbers in query strings: plain decimals, one text per value.
final class Numbers {
    private Numbers() {}

    /// A leaf index or tree size.
    ///
    /// @throws Refused `E010` when it is absent or not a number of 0..2^53-1
    static long required(String name, @Nullable String text) {
        if (text == null || !text.matches("0|[1-9][0-9]{0,14}")) {
            throw Refused.of(ErrorCode.INVALID_FORMAT, name + ": want a whole number");
        }
        return Long.parseLong(text);
    }
}
