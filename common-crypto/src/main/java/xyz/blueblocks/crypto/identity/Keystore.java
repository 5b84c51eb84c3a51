package xyz.blueblocks.crypto.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.aead.AeadKey;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.kdf.Argon2Parameters;
import xyz.blueblocks.crypto.kdf.Argon2id;

/// The file where a person's keys rest: the master key and other named secrets, such as this week's
/// handshake keys, sealed under a passphrase.
///
/// Every change is written at once: to a temporary file, synced, and renamed over the old one, mode
/// 0600; a crash leaves the old or the new file whole. A copy of the file is a backup. Somebody who
/// can put back an old copy brings back its old secrets: the file cannot tell. Methods may be
/// called from all threads. Source: docs/spec/keystore.md.
public final class Keystore implements AutoCloseable {
    private final KeystoreFile file;
    private final SortedMap<String, SecretBytes> secrets;
    private KeystoreText text;
    private SecretBytes wrapping;

    private Keystore(
            KeystoreFile file,
            KeystoreText text,
            SecretBytes wrapping,
            SortedMap<String, SecretBytes> secrets) {
        this.file = file;
        this.text = text;
        this.wrapping = wrapping;
        this.secrets = secrets;
    }

    /// What came of opening a file.
    public sealed interface Opening {
        /// The keystore, to be closed by whoever opened it.
        record Opened(Keystore keystore) implements Opening {}

        /// The file is whole, and the passphrase is another.
        record WrongPassphrase() implements Opening {}

        /// The file is not a keystore any more; restore a copy of it, or use the recovery code.
        record Damaged(String why) implements Opening {}

        /// There is no file.
        record Missing() implements Opening {}
    }

    /// A new file around a master key, which is copied.
    ///
    /// @param master 32 bytes
    /// @throws IOException if there is a file already, or it cannot be written
    public static Keystore create(Path path, SecretBytes passphrase, SecretBytes master)
            throws IOException {
        return create(path, passphrase, master, Argon2Parameters.DEFAULT);
    }

    /// A new file with a passphrase that costs more than usual.
    public static Keystore create(
            Path path, SecretBytes passphrase, SecretBytes master, Argon2Parameters parameters)
            throws IOException {
        KeyHierarchy.requireMaster(master);
        SortedMap<String, SecretBytes> secrets = new TreeMap<>();
        secrets.put(KeystoreSecrets.MASTER, SecretBytes.take(master.copy()));
        KeystoreText text = fresh(parameters);
        Keystore keystore =
                new Keystore(new KeystoreFile(path), text, wrapping(passphrase, text), secrets);
        try {
            keystore.text = keystore.sealed(text);
            keystore.file.create(keystore.text.bytes());
            return keystore;
        } catch (IOException | RuntimeException failed) {
            keystore.close();
            throw failed;
        }
    }

    /// Opens a file; takes as long as its passphrase costs.
    ///
    /// @throws IOException if it is there and cannot be read
    public static Opening open(Path path, SecretBytes passphrase) throws IOException {
        byte[] bytes;
        try {
            if (Files.size(path) > KeystoreText.MAX_BYTES) {
                return new Opening.Damaged("too large for a keystore");
            }
            bytes = Files.readAllBytes(path);
        } catch (NoSuchFileException missing) {
            return new Opening.Missing();
        }
        return switch (KeystoreText.parse(bytes)) {
            case KeystoreText.Parsed.Bad(var why) -> new Opening.Damaged(why);
            case KeystoreText.Parsed.Good(var text) ->
                    unseal(new KeystoreFile(path, bytes), text, passphrase);
        };
    }

    private static Opening unseal(KeystoreFile file, KeystoreText text, SecretBytes passphrase) {
        byte[] sealed = text.sealedBytes();
        if (sealed.length < AeadSuite.TAG_BYTES) {
            return new Opening.Damaged("sealed part too short");
        }
        SecretBytes wrapping = wrapping(passphrase, text);
        byte[] plain = new byte[sealed.length - AeadSuite.TAG_BYTES];
        boolean opened;
        try (AeadKey key = new AeadKey(AeadSuite.AES_256_GCM, wrapping)) {
            opened = key.open(text.nonceBytes(), text.aad(), sealed, 0, sealed.length, plain, 0);
        }
        if (!opened) {
            wrapping.close();
            return new Opening.WrongPassphrase();
        }
        Optional<SortedMap<String, SecretBytes>> secrets = KeystoreSecrets.decode(plain);
        Arrays.fill(plain, (byte) 0);
        if (secrets.isEmpty()) {
            wrapping.close();
            return new Opening.Damaged("secrets not in order");
        }
        return new Opening.Opened(new Keystore(file, text, wrapping, secrets.orElseThrow()));
    }

    /// A copy of the master key; the caller closes it.
    public synchronized SecretBytes master() {
        return secret(KeystoreSecrets.MASTER).orElseThrow();
    }

    /// A copy of a named secret; the caller closes it.
    public synchronized Optional<SecretBytes> secret(String name) {
        SecretBytes held = secrets.get(name);
        return held == null ? Optional.empty() : Optional.of(SecretBytes.take(held.copy()));
    }

    /// Names of all secrets besides the master key, ascending.
    public synchronized Set<String> names() {
        Set<String> names = new TreeSet<>(secrets.keySet());
        names.remove(KeystoreSecrets.MASTER);
        return names;
    }

    /// Adds or replaces a named secret, which is copied, and writes the file.
    ///
    /// @param name 1..64 of a-z 0-9 . _ -, beginning with a letter or digit, not `master`
    /// @param secret 1..1024 bytes
    /// @throws IOException if it cannot be written, or another process changed it meanwhile; then
    ///   nothing has changed here either
    public synchronized void put(String name, SecretBytes secret) throws IOException {
        requireExtra(name);
        KeystoreSecrets.requireSecret(secret);
        if (!secrets.containsKey(name) && secrets.size() >= KeystoreSecrets.MAX_SECRETS) {
            throw new IllegalStateException("keystore: full (256 secrets)");
        }
        SecretBytes copy = SecretBytes.take(secret.copy());
        change(name, copy);
    }

    /// Removes and destroys a named secret, and writes the file. What the disk keeps of the old
    /// file's blocks is still sealed.
    public synchronized void remove(String name) throws IOException {
        requireExtra(name);
        if (secrets.containsKey(name)) {
            change(name, null);
        }
    }

    private void change(String name, @Nullable SecretBytes next) throws IOException {
        SecretBytes before = next == null ? secrets.remove(name) : secrets.put(name, next);
        try {
            save(sealed(text.renewed()));
        } catch (IOException | RuntimeException failed) {
            if (before == null) {
                secrets.remove(name);
            } else {
                secrets.put(name, before);
            }
            if (next != null) {
                next.close();
            }
            throw failed;
        }
        if (before != null) {
            before.close();
        }
    }

    /// Seals everything anew under another passphrase, with a fresh salt.
    public synchronized void changePassphrase(SecretBytes passphrase) throws IOException {
        KeystoreText next = fresh(text.parameters());
        SecretBytes before = wrapping;
        SecretBytes derived = wrapping(passphrase, next);
        wrapping = derived;
        try {
            save(sealed(next));
        } catch (IOException | RuntimeException failed) {
            wrapping = before;
            derived.close();
            throw failed;
        }
        before.close();
    }

    /// Zeroes all secrets held in memory.
    @Override
    public synchronized void close() {
        wrapping.close();
        secrets.values().forEach(SecretBytes::close);
    }

    /// Says nothing of the secrets.
    @Override
    public String toString() {
        return "Keystore";
    }

    private static void requireExtra(String name) {
        KeystoreSecrets.requireName(name);
        if (name.equals(KeystoreSecrets.MASTER)) {
            throw new IllegalArgumentException("name: master (want another: it never changes)");
        }
    }

    private static KeystoreText fresh(Argon2Parameters parameters) {
        String salt = Text.base64url(SecretBytes.random(Argon2id.SALT_BYTES).copy());
        return new KeystoreText(parameters, salt, "", "").renewed();
    }

    private static SecretBytes wrapping(SecretBytes passphrase, KeystoreText text) {
        return Argon2id.derive(passphrase, text.saltBytes(), text.parameters());
    }

    private KeystoreText sealed(KeystoreText next) {
        byte[] plain = KeystoreSecrets.encode(secrets);
        byte[] out = new byte[plain.length + AeadSuite.TAG_BYTES];
        try (AeadKey key = new AeadKey(AeadSuite.AES_256_GCM, wrapping)) {
            key.seal(next.nonceBytes(), next.aad(), plain, 0, plain.length, out, 0);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
        return next.withSealed(out);
    }

    private void save(KeystoreText next) throws IOException {
        file.replace(next.bytes());
        text = next;
    }
}
