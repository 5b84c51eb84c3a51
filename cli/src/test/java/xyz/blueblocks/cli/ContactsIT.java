package xyz.blueblocks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContactsIT {
    private static final Pattern SIXTY_DIGITS = Pattern.compile("(\\d{5} ){11}\\d{5}");

    @TempDir Path home;
    private Bb bb = new Bb(Path.of("/nonexistent"));
    private String anna = "";
    private String bob = "";

    @BeforeEach
    void makeTwoPeople() throws IOException {
        Path passphrase = home.resolve("passphrase");
        Files.writeString(passphrase, "correct horse battery\n");
        bb = new Bb(home).with("BB_PASSPHRASE_FILE", passphrase.toString());
        anna = idOf("anna");
        bob = idOf("bob");
    }

    private String idOf(String profile) {
        return bb.run("keys", "init", "-p", profile, "--json").json().text("peer_id").orElseThrow();
    }

    private Bb.Result as(String profile, String... arguments) {
        return bb.with("BB_PROFILE", profile).run(arguments);
    }

    @Test
    void names_stand_for_ids_until_they_are_removed() {
        assertThat(as("anna", "contacts", "add", "bob", bob).exit()).isZero();
        assertThat(as("anna", "contacts", "add", "Dr. Weber", bob).exit()).isZero();

        assertThat(as("anna", "contacts", "list").out())
                .contains("bob        " + bob)
                .contains("Dr. Weber  " + bob);
        assertThat(as("anna", "contacts", "remove", "bob").exit()).isZero();
        assertThat(as("anna", "contacts", "list").out()).doesNotContain("bob  ");
        assertThat(as("anna", "contacts", "remove", "bob").exit()).isEqualTo(3);
    }

    @Test
    @DisplayName("D17: both screens show the same 60 digits")
    void both_screens_show_the_same_digits() {
        as("anna", "contacts", "add", "bob", bob);
        as("bob", "contacts", "add", "anna", anna);

        String annas = as("anna", "keys", "fingerprint", "bob").out().replace('\n', ' ').strip();
        String bobs = as("bob", "keys", "fingerprint", "anna").out().replace('\n', ' ').strip();

        assertThat(annas).isEqualTo(bobs).matches(SIXTY_DIGITS);
        assertThat(as("bob", "keys", "fingerprint").out()).doesNotContain(annas);
    }

    @Test
    @DisplayName("D17: a name that would move to another key is blocked with a warning")
    void a_changed_key_is_blocked() {
        as("anna", "contacts", "add", "bob", bob);
        String other = idOf("mallory");

        Bb.Result moved = as("anna", "contacts", "add", "bob", other);

        assertThat(moved.exit()).isEqualTo(4);
        assertThat(moved.err()).contains("another key").contains("--replace").contains(bob);
        assertThat(as("anna", "contacts", "list").out()).contains(bob).doesNotContain(other);
        assertThat(as("anna", "contacts", "add", "bob", other, "--replace").exit()).isZero();
        assertThat(as("anna", "contacts", "list").out()).contains(other);
    }

    @Test
    void a_comparison_is_remembered_for_the_key_and_not_for_the_name() {
        as("anna", "contacts", "add", "bob", bob);

        Bb.Result same =
                bb.with("BB_PROFILE", "anna").typing(List.of("y"), "contacts", "compare", "bob");

        assertThat(same.exit()).isZero();
        assertThat(same.asked()).singleElement().asString().contains("same digits");
        assertThat(as("anna", "contacts", "list").out()).contains("compared 2026-11-20");
        as("anna", "contacts", "add", "bob", idOf("mallory"), "--replace");
        assertThat(as("anna", "contacts", "list").out()).contains("not compared");
    }

    @Test
    void digits_that_differ_end_in_an_integrity_failure() {
        as("anna", "contacts", "add", "bob", bob);

        Bb.Result differ =
                bb.with("BB_PROFILE", "anna").typing(List.of("n"), "contacts", "compare", "bob");

        assertThat(differ.exit()).isEqualTo(6);
        assertThat(differ.err()).contains("Send them nothing");
        assertThat(as("anna", "contacts", "list").out()).contains("not compared");
    }

    @Test
    void what_is_no_id_or_no_name_is_refused() {
        assertThat(as("anna", "contacts", "add", "bob", "12D3KooWnonsense").exit()).isEqualTo(2);
        assertThat(as("anna", "contacts", "add", "-", bob).exit()).isEqualTo(2);
        assertThat(as("anna", "contacts", "add", "a\nb", bob).exit()).isEqualTo(2);
        assertThat(as("anna", "keys", "fingerprint", "nobody").exit()).isEqualTo(3);
    }
}
