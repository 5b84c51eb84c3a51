package xyz.blueblocks.crypto.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.Vectors;

/// The keystore on a real file system.
class KeystoreIT {
    private static final SecretBytes PASSPHRASE = secret("correct horse battery staple");

    @TempDir private Path folder;
    private Path path;
    private SecretBytes master;

    private static SecretBytes secret(String text) {
        return SecretBytes.take(text.getBytes(US_ASCII));
    }

    @BeforeEach
    void create() throws IOException {
        path = folder.resolve("keystore.json");
        master = SecretBytes.random(32);
        Keystore.create(path, PASSPHRASE, master).close();
    }

    private Keystore open() throws IOException {
        return opened(path, PASSPHRASE);
    }

    private static Keystore opened(Path path, SecretBytes passphrase) throws IOException {
        if (Keystore.open(path, passphrase) instanceof Keystore.Opening.Opened(var keystore)) {
            return keystore;
        }
        throw new AssertionError("does not open");
    }

    @Test
    @DisplayName("F09, F05: a keystore gives back its master key, and only under its passphrase")
    void gives_back_the_master_key_under_the_passphrase_only() throws IOException {
        try (Keystore keystore = open()) {
            assertThat(keystore.master().constantTimeEquals(master)).isTrue();
            assertThat(keystore.names()).isEmpty();
        }
        assertThat(Keystore.open(path, secret("correct horse battery stapl")))
                .isInstanceOf(Keystore.Opening.WrongPassphrase.class);
        assertThat(Keystore.open(folder.resolve("none"), PASSPHRASE))
                .isInstanceOf(Keystore.Opening.Missing.class);
    }

    @Test
    @DisplayName("F05, F09: a golden keystore, made by other libraries, opens with all its secrets")
    void the_golden_keystore_opens() throws IOException {
        int cases = 0;
        for (JsonNode c : Vectors.json("keystore.json").get("cases")) {
            SecretBytes passphrase = secret(c.get("passphrase").asText());
            Files.writeString(path, c.get("file").asText());
            try (Keystore keystore = opened(path, passphrase)) {
                assertThat(keystore.names()).containsExactly("handshake.2026-47", "zero");
                for (Map.Entry<String, JsonNode> e : c.get("secrets").properties()) {
                    assertThat(keystore.secret(e.getKey()).orElseThrow().copy())
                            .isEqualTo(Vectors.hex(e.getValue().asText()));
                    cases++;
                }
            }
        }
        assertThat(cases).isEqualTo(3);
    }

    @Test
    void the_file_is_the_owners_alone_and_holds_no_secret_in_clear() throws IOException {
        String text = Files.readString(path);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(text)
                .startsWith(
                        "{\"type\":\"KEYSTORE\",\"version\":1,\"kdf\":\"argon2id\","
                                + "\"memory_kib\":65536,\"passes\":3,\"lanes\":1,\"salt\":\"")
                .endsWith("\"}\n")
                .doesNotContain(Text.hex(master.copy()), Text.base64url(master.copy()));
        try (var files = Files.list(folder)) {
            assertThat(files).as("nothing temporary is left").containsExactly(path);
        }
    }

    @Test
    void named_secrets_are_kept_replaced_and_destroyed() throws IOException {
        SecretBytes one = SecretBytes.random(32);
        SecretBytes two = SecretBytes.random(1024);
        try (Keystore keystore = open()) {
            keystore.put("handshake.2026-47", one);
            keystore.put("handshake.2026-48", one);
            keystore.put("handshake.2026-48", two);
            keystore.put("gone", one);
            keystore.remove("gone");
            keystore.remove("never-was");
        }
        try (Keystore keystore = open()) {
            assertThat(keystore.names()).containsExactly("handshake.2026-47", "handshake.2026-48");
            assertThat(keystore.secret("handshake.2026-47").orElseThrow().copy())
                    .isEqualTo(one.copy());
            assertThat(keystore.secret("handshake.2026-48").orElseThrow().copy())
                    .isEqualTo(two.copy());
            assertThat(keystore.secret("gone")).isEmpty();
            assertThat(keystore.master().copy()).isEqualTo(master.copy());
        }
    }

    @Test
    void every_write_seals_under_a_fresh_nonce_and_a_copy_is_a_backup() throws IOException {
        Path backup = folder.resolve("backup.json");
        Files.copy(path, backup);
        try (Keystore keystore = open()) {
            keystore.put("a", SecretBytes.random(1));
        }

        assertThat(nonce(Files.readString(path))).isNotEqualTo(nonce(Files.readString(backup)));
        try (Keystore restored = opened(backup, PASSPHRASE)) {
            assertThat(restored.master().copy()).isEqualTo(master.copy());
            assertThat(restored.names()).isEmpty();
        }
    }

    private static String nonce(String text) {
        int at = text.indexOf("\"nonce\":\"") + 9;
        return text.substring(at, at + 16);
    }

    @Test
    void a_changed_passphrase_replaces_the_old_one() throws IOException {
        SecretBytes next = secret("another");
        try (Keystore keystore = open()) {
            keystore.changePassphrase(next);
            keystore.put("after", SecretBytes.random(8));
        }

        assertThat(Keystore.open(path, PASSPHRASE))
                .isInstanceOf(Keystore.Opening.WrongPassphrase.class);
        try (Keystore keystore = opened(path, next)) {
            assertThat(keystore.master().copy()).isEqualTo(master.copy());
            assertThat(keystore.names()).containsExactly("after");
        }
    }

    @Test
    @DisplayName("F09: a keystore cut short anywhere, or with any byte changed, is called damaged")
    void damage_is_noticed_before_the_passphrase_is_tried() throws IOException {
        byte[] whole = Files.readAllBytes(path);
        for (int size = 0; size < whole.length; size++) {
            damaged(Arrays.copyOf(whole, size));
        }
        for (int at = 0; at < whole.length; at++) {
            byte[] bad = whole.clone();
            bad[at] ^= 1;
            damaged(bad);
        }
        damaged(Arrays.copyOf(whole, whole.length + 1));
    }

    private static void damaged(byte[] file) {
        assertThat(KeystoreText.parse(file)).isInstanceOf(KeystoreText.Parsed.Bad.class);
    }

    @Test
    void parameters_out_of_bounds_are_refused_without_spending_memory_on_them() throws IOException {
        String whole = Files.readString(path);
        for (String[] change :
                List.of(
                        new String[] {"\"memory_kib\":65536", "\"memory_kib\":65535"},
                        new String[] {"\"memory_kib\":65536", "\"memory_kib\":999999999"},
                        new String[] {"\"passes\":3", "\"passes\":999999999"},
                        new String[] {"\"passes\":3", "\"passes\":1"},
                        new String[] {"\"lanes\":1", "\"lanes\":200"},
                        new String[] {"\"version\":1", "\"version\":2"})) {
            Files.write(path, resummed(whole.replace(change[0], change[1])));
            assertThat(Keystore.open(path, PASSPHRASE))
                    .as(change[1])
                    .isInstanceOf(Keystore.Opening.Damaged.class);
        }
        // Within the bounds, but not what was sealed: the parameters are authenticated.
        Files.write(path, resummed(whole.replace("\"passes\":3", "\"passes\":4")));
        assertThat(Keystore.open(path, PASSPHRASE))
                .isInstanceOf(Keystore.Opening.WrongPassphrase.class);
    }

    /// The text with its checksum made right, as an attacker would.
    private static byte[] resummed(String text) {
        String covered = text.substring(0, text.lastIndexOf(",\"sha256\""));
        String sum = Text.hex(xyz.blueblocks.crypto.hash.Sha256.hash(covered.getBytes(US_ASCII)));
        return (covered + ",\"sha256\":\"" + sum + "\"}\n").getBytes(US_ASCII);
    }

    @Test
    void another_process_change_is_not_overwritten() throws IOException {
        try (Keystore first = open();
                Keystore second = open()) {
            second.put("second", SecretBytes.random(4));

            assertThatThrownBy(() -> first.put("first", SecretBytes.random(4)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("changed by another process");
            assertThat(first.names()).isEmpty();
        }
        try (Keystore keystore = open()) {
            assertThat(keystore.names()).containsExactly("second");
        }
    }

    @Test
    void mistakes_of_the_caller_throw() throws IOException {
        assertThatThrownBy(() -> Keystore.create(path, PASSPHRASE, master))
                .isInstanceOf(FileAlreadyExistsException.class);
        try (Keystore keystore = open()) {
            SecretBytes some = SecretBytes.random(1);
            for (String name : List.of("", "A", "a/b", "master", "x".repeat(65), ".a", "é")) {
                assertThatThrownBy(() -> keystore.put(name, some))
                        .as(name)
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> keystore.put("a", SecretBytes.random(1025)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(keystore).hasToString("Keystore");
        }
    }

    @Test
    void the_recovery_code_restores_the_identity() throws IOException {
        String code;
        try (Keystore keystore = open();
                SecretBytes held = keystore.master()) {
            code = RecoveryCode.encode(held);
        }
        Files.delete(path);
        SecretBytes restored = RecoveryCode.decode(code).orElseThrow();
        Keystore.create(path, secret("new"), restored).close();

        assertThat(KeyHierarchy.of(restored).identity(0).publicKey())
                .isEqualTo(KeyHierarchy.of(master).identity(0).publicKey());
    }
}
