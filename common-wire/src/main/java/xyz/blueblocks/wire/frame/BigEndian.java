package xyz.blueblocks.wire.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Integers in network order at any place of an array; one machine instruction each.
final class BigEndian {
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    static int readUnsignedShort(byte[] in, int offset) {
        return Short.toUnsignedInt((short) SHORT.get(in, offset));
    }

    static int readInt(byte[] in, int offset) {
        return (int) INT.get(in, offset);
    }

    static long readLong(byte[] in, int offset) {
        return (long) LONG.get(in, offset);
    }

    static void writeShort(byte[] out, int offset, int value) {
        SHORT.set(out, offset, (short) value);
    }

    static void writeInt(byte[] out, int offset, int value) {
        INT.set(out, offset, value);
    }

    static void writeLong(byte[] out, int offset, long value) {
        LONG.set(out, offset, value);
    }
}
