package xyz.blueblocks.crypto.sign;

/// Raw keys in the fixed DER shells that the JDK's key factories take.
final class Der {
    private Der() {}

    static byte[] wrap(byte[] shell, byte[] raw) {
        byte[] der = new byte[shell.length + raw.length];
        System.arraycopy(shell, 0, der, 0, shell.length);
        System.arraycopy(raw, 0, der, shell.length, raw.length);
        return der;
    }
}
