package xyz.blueblocks.relay.outbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.file.PrivateFiles;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.relay.core.OnionKeyRing;

/// The relay's own volume: who it is, and what its onion keys are. Files of mode 0600, written
/// beside their place, synced and renamed.
///
/// ```
/// identity.key     32 bytes as base64url, one line
/// encryption.key   the same, X25519
/// onion.keys       per key: u16 KEM | u64 not before | u64 expires, seconds | 32 private key
/// enrolled         there once discovery has accepted the relay
/// descriptor.json  the signed descriptor that is in force; public
/// ```
public final class RelayVolume {
    private static final int KEY_BYTES = 32;
    private static final int ENTRY_BYTES = 2 + 8 + 8 + KEY_BYTES;
    private static final int MAX_ENTRIES = 16;

    private final Path folder;

    /// Opens the volume, and makes its folder if there is none.
    public RelayVolume(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("opening the relay's volume " + folder, e);
        }
    }

    /// Where it is.
    public Path folder() {
        return folder;
    }

    /// The identity key; made at the first start.
    public Ed25519PrivateKey identity() {
        try (SecretBytes seed = secret("identity.key")) {
            return Ed25519PrivateKey.fromSeed(seed);
        }
    }

    /// The key for what is sealed to the relay outside circuits; made at the first start.
    public HpkePrivateKey encryption() {
        try (SecretBytes secret = secret("encryption.key")) {
            return HpkePrivateKey.fromBytes(HpkeKem.X25519, secret);
        }
    }

    private SecretBytes secret(String name) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                try (SecretBytes fresh = SecretBytes.random(KEY_BYTES)) {
                    byte[] line =
                            fresh.use(bytes ->
                                    (Text.base64url(bytes) + "\n")
                                            .getBytes(StandardCharsets.US_ASCII));
                    write(name, line);
                    Arrays.fill(line, (byte) 0);
                }
            }
            byte[] line = Files.readAllBytes(file);
            byte[] key =
                    Text.parseBase64url(new String(line, StandardCharsets.US_ASCII).strip())
                            .filter(bytes -> bytes.length == KEY_BYTES)
                            .orElseThrow(() -> new IllegalStateException(file + ": not a key"));
            Arrays.fill(line, (byte) 0);
            return SecretBytes.take(key);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    /// The onion keys as they were stored last; none at the first start.
    public OnionKeyRing onionKeys() {
        Path file = folder.resolve("onion.keys");
        try {
            if (!Files.exists(file)) {
                return OnionKeyRing.of(List.of());
            }
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length % ENTRY_BYTES != 0 || bytes.length > MAX_ENTRIES * ENTRY_BYTES) {
                throw new IllegalStateException(file + ": " + bytes.length + " bytes, damaged");
            }
            ByteBuffer in = ByteBuffer.wrap(bytes);
            List<OnionKeyRing.Entry> entries = new ArrayList<>();
            while (in.hasRemaining()) {
                entries.add(entry(in));
            }
            Arrays.fill(bytes, (byte) 0);
            return OnionKeyRing.of(entries);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    private static OnionKeyRing.Entry entry(ByteBuffer in) {
        int kemId = Short.toUnsignedInt(in.getShort());
        HpkeKem kem =
                Arrays.stream(HpkeKem.values())
                        .filter(each -> each.id() == kemId)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("onion.keys: unknown KEM"));
        Instant notBefore = Instant.ofEpochSecond(in.getLong());
        Instant expires = Instant.ofEpochSecond(in.getLong());
        byte[] key = new byte[KEY_BYTES];
        in.get(key);
        try (SecretBytes secret = SecretBytes.take(key)) {
            return new OnionKeyRing.Entry(
                    HpkePrivateKey.fromBytes(kem, secret), notBefore, expires);
        }
    }

    /// Stores the onion keys in place of those before.
    public void onionKeys(OnionKeyRing ring) {
        ByteBuffer out = ByteBuffer.allocate(ring.entries().size() * ENTRY_BYTES);
        for (OnionKeyRing.Entry each : ring.entries()) {
            out.putShort((short) each.key().kem().id())
                    .putLong(each.notBefore().getEpochSecond())
                    .putLong(each.expires().getEpochSecond());
            try (SecretBytes secret = each.key().bytes()) {
                secret.use(out::put);
            }
        }
        write("onion.keys", out.array());
        Arrays.fill(out.array(), (byte) 0);
    }

    /// Whether discovery has accepted this relay before.
    public boolean enrolled() {
        return Files.exists(folder.resolve("enrolled"));
    }

    /// Discovery has accepted this relay.
    public void markEnrolled() {
        if (!enrolled()) {
            write("enrolled", new byte[0]);
        }
    }

    /// Stores the descriptor for whoever runs the relay.
    public void descriptor(byte[] json) {
        write("descriptor.json", json);
    }

    private void write(String name, byte[] content) {
        try {
            PrivateFiles.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + folder.resolve(name), e);
        }
    }
}
