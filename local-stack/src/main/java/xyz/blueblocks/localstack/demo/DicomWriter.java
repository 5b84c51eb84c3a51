package xyz.blueblocks.localstack.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Writes DICOM elements in the transfer syntax Explicit VR Little Endian (DICOM PS3.5, section
/// 7.1).
///
/// The caller writes them in ascending order of their tags. Not thread-safe.
final class DicomWriter {
    /// Value representations with a 32-bit length (PS3.5, table 7.1-1).
    private static final Set<String> LONG_FORM = Set.of("OB", "OW", "SQ", "UN", "UT");

    private final OutputStream out;

    DicomWriter(OutputStream out) {
        this.out = out;
    }

    /// An element whose value is text; padded to even length as its representation wants.
    void text(int tag, String vr, String value) throws IOException {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        boolean odd = bytes.length % 2 == 1;
        begin(tag, vr, bytes.length + (odd ? 1 : 0));
        out.write(bytes);
        if (odd) {
            out.write(vr.equals("UI") ? 0 : ' ');
        }
    }

    /// An element of unsigned 16-bit numbers.
    void shorts(int tag, int... values) throws IOException {
        begin(tag, "US", 2 * values.length);
        ByteBuffer buffer = littleEndian(2 * values.length);
        for (int value : values) {
            buffer.putShort((short) value);
        }
        out.write(buffer.array());
    }

    /// An element of one unsigned 32-bit number.
    void number(int tag, long value) throws IOException {
        begin(tag, "UL", Integer.BYTES);
        out.write(littleEndian(Integer.BYTES).putInt((int) value).array());
    }

    /// An element whose value is a tag.
    void tagValue(int tag, int value) throws IOException {
        begin(tag, "AT", Integer.BYTES);
        out.write(tagBytes(value));
    }

    /// An element of bytes, of even length.
    void bytes(int tag, String vr, byte[] value) throws IOException {
        begin(tag, vr, value.length);
        out.write(value);
    }

    /// Tag, representation and length; the value follows.
    void begin(int tag, String vr, int lengthBytes) throws IOException {
        out.write(tagBytes(tag));
        out.write(vr.getBytes(StandardCharsets.US_ASCII));
        if (LONG_FORM.contains(vr)) {
            out.write(littleEndian(6).putShort((short) 0).putInt(lengthBytes).array());
        } else {
            out.write(littleEndian(2).putShort((short) lengthBytes).array());
        }
    }

    private static byte[] tagBytes(int tag) {
        return littleEndian(Integer.BYTES)
                .putShort((short) (tag >>> 16))
                .putShort((short) tag)
                .array();
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
