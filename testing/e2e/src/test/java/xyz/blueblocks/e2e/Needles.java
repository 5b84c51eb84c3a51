package xyz.blueblocks.e2e;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.sdk.profile.Profile;

/// What is looked for, in every form that a program could keep it in: as it is, as hexadecimal
/// digits, in base64 at each of the three places where it can begin inside other base64 (a token's
/// for instance), and text also as Java's two-byte characters.
final class Needles {
    private static final int KEY_PIECE_BYTES = 48;
    private static final int BASE64_BITS = 6;

    private final Map<String, byte[]> all = new LinkedHashMap<>();

    Needles bytes(String name, byte[] value) {
        all.put(name + ", raw", value);
        HexFormat hex = HexFormat.of();
        all.put(name + ", hex", ascii(hex.formatHex(value)));
        all.put(name + ", HEX", ascii(hex.withUpperCase().formatHex(value)));
        for (int shift = 0; shift < 3; shift++) {
            all.put(name + ", base64 +" + shift, base64(Base64.getEncoder(), value, shift));
            all.put(name + ", base64url +" + shift, base64(Base64.getUrlEncoder(), value, shift));
        }
        return this;
    }

    Needles text(String name, String value) {
        bytes(name, ascii(value));
        all.put(name + ", UTF-16BE", value.getBytes(StandardCharsets.UTF_16BE));
        all.put(name + ", UTF-16LE", value.getBytes(StandardCharsets.UTF_16LE));
        return this;
    }

    /// Everything that names a person: id, address, identity key, encryption key.
    Needles person(String name, Profile profile) {
        text(name + "'s id", profile.id().toString());
        text(name + "'s address", profile.address());
        bytes(name + "'s key", profile.id().publicKey().bytes());
        String text = profile.encryptionKey().publicKey().text();
        String digits = text.substring(text.indexOf(':') + 1);
        byte[] key = Text.parseBase64url(digits).orElseThrow();
        int length = Math.min(KEY_PIECE_BYTES, key.length);
        return bytes(name + "'s encryption key", java.util.Arrays.copyOf(key, length));
    }

    Map<String, byte[]> all() {
        return Map.copyOf(all);
    }

    /// Names of those that were found and begin so, in order: an empty list reads well in a report.
    static List<String> found(Map<String, Boolean> searched, String... beginnings) {
        TreeSet<String> names = new TreeSet<>();
        searched.forEach((name, found) -> {
            if (found && List.of(beginnings).stream().anyMatch(name::startsWith)) {
                names.add(name);
            }
        });
        return new ArrayList<>(names);
    }

    /// The characters that depend on `value` alone when `shift` other bytes stand before it.
    private static byte[] base64(Base64.Encoder encoder, byte[] value, int shift) {
        byte[] shifted = new byte[shift + value.length];
        System.arraycopy(value, 0, shifted, shift, value.length);
        String text = encoder.withoutPadding().encodeToString(shifted);
        int from = (shift * Byte.SIZE + BASE64_BITS - 1) / BASE64_BITS;
        int to = shifted.length * Byte.SIZE / BASE64_BITS;
        return ascii(text.substring(from, to));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Names only.
    @Override
    public String toString() {
        return all.keySet().toString().toLowerCase(Locale.ROOT);
    }
}
