package xyz.blueblocks.audit.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Text under a MAC: `u32 n ‖ n bytes UTF-8`, so that neighbouring fields cannot run together.
final class Fields {
    private Fields() {}

    static byte[] text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + utf8.length).putInt(utf8.length).put(utf8).array();
    }
}
