package xyz.blueblocks.crypto.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import xyz.blueblocks.crypto.SecretBytes;

/// What is sealed in a keystore, version 1, big-endian.
///
/// ```
/// u8 1 | u16 count | count x ( u8 n ‖ name | u16 n ‖ secret )      names strictly ascending
/// ```
///
/// Source: docs/spec/keystore.md, section 3.
final class KeystoreSecrets {
    static final String MASTER = "master";
    static final int MAX_SECRETS = 256;
    static final int MAX_SECRET_BYTES = 1024;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final int HEAD_BYTES = 3;

    private KeystoreSecrets() {}

    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name: " + name + " (want 1..64 of a-z 0-9 . _ -, letter or digit first)");
        }
    }

    static void requireSecret(SecretBytes secret) {
        if (secret.length() < 1 || secret.length() > MAX_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "secret: " + secret.length() + " bytes (want 1..1024)");
        }
    }

    /// The caller zeroes what it gets.
    static byte[] encode(SortedMap<String, SecretBytes> secrets) {
        int size = HEAD_BYTES;
        for (Map.Entry<String, SecretBytes> e : secrets.entrySet()) {
            size += 1 + e.getKey().length() + 2 + e.getValue().length();
        }
        ByteBuffer out = ByteBuffer.allocate(size).put((byte) 1).putShort((short) secrets.size());
        secrets.forEach((name, secret) -> {
            out.put((byte) name.length()).put(name.getBytes(US_ASCII));
            out.putShort((short) secret.length());
            secret.use(out::put);
        });
        return out.array();
    }

    /// Empty when not exactly what [#encode] writes, or without a master key. The tag has been
    /// checked before, so that would be a fault of the writer.
    static Optional<SortedMap<String, SecretBytes>> decode(byte[] plain) {
        SortedMap<String, SecretBytes> secrets = new TreeMap<>();
        boolean good = plain.length >= HEAD_BYTES && read(ByteBuffer.wrap(plain), secrets);
        SecretBytes master = secrets.get(MASTER);
        if (good && master != null && master.length() == KeyHierarchy.MASTER_BYTES) {
            return Optional.of(secrets);
        }
        secrets.values().forEach(SecretBytes::close);
        return Optional.empty();
    }

    private static boolean read(ByteBuffer in, SortedMap<String, SecretBytes> into) {
        int version = in.get();
        int count = Short.toUnsignedInt(in.getShort());
        if (version != 1 || count > MAX_SECRETS) {
            return false;
        }
        String last = "";
        for (int i = 0; i < count; i++) {
            Optional<byte[]> name = field(in, 1);
            Optional<byte[]> secret = name.isPresent() ? field(in, 2) : Optional.empty();
            if (secret.isEmpty()) {
                return false;
            }
            String text = new String(name.orElseThrow(), US_ASCII);
            int length = secret.orElseThrow().length;
            boolean good =
                    NAME.matcher(text).matches()
                            && text.compareTo(last) > 0
                            && length >= 1
                            && length <= MAX_SECRET_BYTES;
            if (!good) {
                Arrays.fill(secret.orElseThrow(), (byte) 0);
                return false;
            }
            into.put(text, SecretBytes.take(secret.orElseThrow()));
            last = text;
        }
        return !in.hasRemaining();
    }

    private static Optional<byte[]> field(ByteBuffer in, int lengthBytes) {
        if (in.remaining() < lengthBytes) {
            return Optional.empty();
        }
        int length =
                lengthBytes == 1
                        ? Byte.toUnsignedInt(in.get())
                        : Short.toUnsignedInt(in.getShort());
        if (in.remaining() < length) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return Optional.of(bytes);
    }
}
