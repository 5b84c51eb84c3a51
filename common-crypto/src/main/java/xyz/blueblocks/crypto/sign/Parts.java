package xyz.blueblocks.crypto.sign;

/// Messages given in parts, as the libraries want them: whole.
final class Parts {
    private Parts() {}

    static byte[] join(byte[]... parts) {
        if (parts.length == 1) {
            return parts[0];
        }
        int n = 0;
        for (byte[] part : parts) {
            n = Math.addExact(n, part.length);
        }
        byte[] whole = new byte[n];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
