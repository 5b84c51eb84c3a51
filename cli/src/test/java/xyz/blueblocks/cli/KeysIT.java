package xyz.blueblocks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeysIT {
    private static final String PASSPHRASE = "correct horse battery";

    @TempDir Path home;
    private Path passphrase = Path.of("");
    private Bb bb = new Bb(Path.of("/nonexistent"));

    @BeforeEach
    void writePassphrase() throws IOException {
        passphrase = secretFile("passphrase", PASSPHRASE);
        bb = new Bb(home).with("BB_PASSPHRASE_FILE", passphrase.toString());
    }

    private Path secretFile(String name, String line) throws IOException {
        Path file = home.resolve(name);
        Files.writeString(file, line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    @Test
    void a_profile_is_made_shown_and_closed_to_others() throws IOException {
        Bb.Result made = bb.run("keys", "init", "--json");
        Bb.Result shown = bb.run("keys", "show", "--json");

        assertThat(made.exit()).isZero();
        assertThat(shown.json()).isEqualTo(made.json());
        assertThat(shown.json().text("address").orElseThrow()).startsWith("bb1");
        Path folder = home.resolve(".config/blueblocks/default");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(shown.out() + shown.err()).doesNotContain("bbk1").doesNotContain(PASSPHRASE);
    }

    @Test
    void a_profile_is_chosen_by_name_by_path_or_by_variable() {
        assertThat(bb.run("keys", "init", "--profile", "anna").out())
                .contains(home.resolve(".config/blueblocks/anna").toString());
        assertThat(bb.run("keys", "init", "-p", home + "/else/where").exit()).isZero();
        assertThat(home.resolve("else/where/keystore")).exists();
        bb.with("BB_PROFILE", "anna").with("XDG_CONFIG_HOME", home.resolve(".config").toString());
        assertThat(bb.run("keys", "show").out())
                .contains(home.resolve(".config/blueblocks/anna").toString());
    }

    @Test
    void a_second_init_does_not_touch_the_first() throws IOException {
        bb.run("keys", "init");
        Path keystore = home.resolve(".config/blueblocks/default/keystore");
        byte[] before = Files.readAllBytes(keystore);

        Bb.Result again = bb.run("keys", "init");

        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("already").contains("--profile");
        assertThat(Files.readAllBytes(keystore)).isEqualTo(before);
    }

    @Test
    void the_passphrase_is_asked_twice_and_must_be_the_same_and_long_enough() {
        Bb person = new Bb(home);

        Bb.Result differ = person.typing(List.of("12345678", "12345679"), "keys", "init");
        Bb.Result brief = person.typing(List.of("1234567"), "keys", "init");
        Bb.Result good = person.typing(List.of("12345678", "12345678"), "keys", "init");

        assertThat(differ.exit()).isEqualTo(1);
        assertThat(differ.err()).contains("differ");
        assertThat(brief.err()).contains("too short");
        assertThat(good.exit()).isZero();
        assertThat(good.asked()).hasSize(2);
    }

    @Test
    void nobody_is_asked_where_there_is_nobody() {
        Bb.Result result = new Bb(home).run("keys", "init");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("--passphrase-file").contains("BB_PASSPHRASE_FILE");
    }

    @Test
    void a_wrong_passphrase_is_refused_with_its_own_exit_code() throws IOException {
        bb.run("keys", "init");
        Path wrong = secretFile("wrong", "not the right one");

        Bb.Result result = bb.run("keys", "show", "--passphrase-file", wrong.toString());

        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.err()).contains("passphrase does not open").doesNotContain("\tat ");
    }

    @Test
    void a_passphrase_file_that_others_can_read_is_warned_of() throws IOException {
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(bb.run("keys", "init").err()).contains("warning").contains("chmod 600");
    }

    @Test
    void a_backup_restores_the_same_keys_under_a_new_passphrase() throws IOException {
        String id = bb.run("keys", "init", "--json").json().text("peer_id").orElseThrow();
        String code = bb.run("keys", "backup", "-q").out().strip();
        Path codeFile = secretFile("code", code);
        Path other = secretFile("other", "another passphrase");

        Bb.Result restored =
                bb.run(
                        "keys",
                        "restore",
                        "--profile",
                        "again",
                        "--json",
                        "--recovery-code-file",
                        codeFile.toString(),
                        "--passphrase-file",
                        other.toString());

        assertThat(restored.exit()).isZero();
        assertThat(restored.json().text("peer_id")).contains(id);
        assertThat(restored.out()).doesNotContain(code);
    }

    @Test
    void a_typed_code_may_have_groups_and_capitals_and_is_never_an_argument() {
        bb.run("keys", "init");
        String code = bb.run("keys", "backup", "-q").out().strip();
        String typed = code.toUpperCase(java.util.Locale.ROOT).replaceAll("(.{8})", "$1 ");

        assertThat(bb.typing(List.of(typed), "keys", "restore", "-p", "again").exit()).isZero();
        assertThat(bb.run("keys", "restore", "-p", "third", code).exit()).isEqualTo(2);
    }

    @Test
    void a_mistyped_code_is_refused() {
        bb.run("keys", "init");
        String code = bb.run("keys", "backup", "-q").out().strip();
        char last = code.charAt(code.length() - 1);
        String wrong = code.substring(0, code.length() - 1) + (last == 'q' ? 'p' : 'q');

        Bb.Result result = bb.typing(List.of(wrong), "keys", "restore", "-p", "again");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("no recovery code").doesNotContain(wrong);
        assertThat(home.resolve(".config/blueblocks/again")).doesNotExist();
    }

    @Test
    void a_written_code_can_be_checked_against_the_profile() {
        bb.run("keys", "init");
        bb.run("keys", "init", "-p", "other");
        String mine = bb.run("keys", "backup", "-q").out().strip();
        String others = bb.run("keys", "backup", "-q", "-p", "other").out().strip();

        assertThat(bb.typing(List.of(mine), "keys", "backup", "--check").exit()).isZero();
        assertThat(bb.typing(List.of(others), "keys", "backup", "--check").exit()).isEqualTo(6);
    }

    @Test
    void a_backup_file_is_private_and_overwrites_nothing() throws IOException {
        bb.run("keys", "init");
        Path file = home.resolve("code.txt");

        Bb.Result first = bb.run("keys", "backup", "--out", file.toString());
        Bb.Result second = bb.run("keys", "backup", "--out", file.toString());

        assertThat(first.out()).doesNotContain("bbk1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).startsWith("bbk1");
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.err()).contains("there already");
    }

    @Test
    void a_changed_passphrase_opens_and_the_old_one_does_not() throws IOException {
        bb.run("keys", "init");
        Path other = secretFile("other", "another passphrase");

        Bb.Result changed =
                bb.run("keys", "change-passphrase", "--new-passphrase-file", other.toString());

        assertThat(changed.exit()).isZero();
        assertThat(bb.run("keys", "show").exit()).isEqualTo(4);
        assertThat(bb.run("keys", "show", "--passphrase-file", other.toString()).exit()).isZero();
    }

    @Test
    void a_missing_profile_is_not_found_before_anybody_types() {
        Bb.Result result = new Bb(home).typing(List.of("x"), "keys", "show");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("bb keys init");
        assertThat(result.asked()).isEmpty();
    }
}
