package xyz.blueblocks.wire.credit;

/// How much payload one end may still send on a circuit, in one direction.
///
/// Both ends begin with [#first]; more comes by DATA_ACK. Not safe for threads.
public final class SendCredit {
    /// First credit in bytes: more was slower at short distance.
    public static final int FIRST = 1 << 20;

    /// The most that may be outstanding.
    public static final int MAX = 4 << 20;

    private long available;

    /// @param cellBytes payload bytes of a cell in this direction
    public SendCredit(int cellBytes) {
        available = first(cellBytes);
    }

    /// First credit of a direction: 1 MiB, but never less than two cells, or a circuit with cells
    /// of a megabyte could not send its first one.
    public static int first(int cellBytes) {
        if (cellBytes < 1 || cellBytes > 2 * FIRST) {
            throw new IllegalArgumentException("cellBytes: " + cellBytes + " (want 1..2 MiB)");
        }
        return Math.max(FIRST, 2 * cellBytes);
    }

    /// Spends `bytes` if there is that much.
    public boolean take(int bytes) {
        if (bytes > available) {
            return false;
        }
        available -= bytes;
        return true;
    }

    /// Whether `bytes` could be sent now.
    public boolean allows(int bytes) {
        return bytes <= available;
    }

    /// Adds what the other end granted.
    ///
    /// @return false if nobody may grant that much: the circuit ends with E009
    public boolean grant(long bytes) {
        if (bytes < 1 || bytes > MAX || available + bytes > MAX) {
            return false;
        }
        available += bytes;
        return true;
    }

    /// What is left.
    public long available() {
        return available;
    }
}
