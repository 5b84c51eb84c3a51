package xyz.blueblocks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.crypto.merkle.NoteKey;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;

/// What commands of the network say while there is no network.
final class OfflineIT {
    @TempDir Path home;

    private Bb joined() throws IOException {
        try (Ed25519PrivateKey log = Ed25519PrivateKey.generate()) {
            return Joined.network(
                    new Bb(home), home, new NoteKey("log.example", log.publicKey()).text());
        }
    }

    @Test
    void an_unreachable_network_has_its_own_exit_code() throws IOException {
        Bb bb = joined();

        Bb.Result result = bb.run("register", "-p", "anna");

        assertThat(result.exit()).isEqualTo(5);
        assertThat(result.err()).contains("cannot be reached").contains("bb doctor");
        assertThat(result.err()).doesNotContain("\tat ");
    }

    @Test
    void who_is_not_registered_is_told_so() throws IOException {
        Bb.Result result = joined().run("peers", "-p", "anna");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("bb register");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "peers",
                "register",
                "audit list",
                "audit fetch abc",
                "audit verify",
                "resume"
            })
    void who_has_not_joined_is_told_how(String command) throws IOException {
        Path passphrase = Files.writeString(home.resolve("pw"), "correct horse battery\n");
        Bb bb = new Bb(home).with("BB_PASSPHRASE_FILE", passphrase.toString());
        bb.run("keys", "init");

        Bb.Result result = bb.run(command.split(" "));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("bb register --invite");
    }

    @Test
    void what_cannot_be_registered_is_refused_before_anybody_is_asked() {
        Bb bb = new Bb(home);
        for (String wrong :
                List.of("--capability=relay", "--capability=king", "--region=Über", "--npi=123")) {
            Bb.Result result = bb.typing(List.of("x"), "register", wrong);
            assertThat(result.exit()).as(wrong).isEqualTo(2);
            assertThat(result.asked()).isEmpty();
        }
    }

    @Test
    void a_forged_invite_is_an_integrity_failure() throws IOException {
        Bb bb = joined();
        String invite = bb.run("admin", "invite").out().replace("patient", "relay");
        Path forged = Files.writeString(home.resolve("forged.invite"), invite);

        Bb.Result result = bb.run("register", "-p", "bob", "--invite", forged.toString());

        assertThat(result.exit()).isEqualTo(6);
        assertThat(home.resolve(".config/blueblocks/bob/keystore")).exists();
        assertThat(home.resolve(".config/blueblocks/bob/invite.json")).doesNotExist();
    }

    @Test
    void the_doctor_finds_what_is_down_and_says_what_to_do() throws IOException {
        Bb.Result result = joined().run("doctor", "-p", "anna");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out())
                .contains("OK    Java")
                .contains("OK    cryptography")
                .contains("closed to others")
                .contains("OK    network")
                .contains("FAIL  discovery")
                .contains("FAIL  audit")
                .contains("do: Is it up?");
    }

    @Test
    void the_doctor_finds_an_open_profile() throws IOException {
        Bb bb = joined();
        Path contacts = home.resolve(".config/blueblocks/anna/keystore");
        Files.setPosixFilePermissions(contacts, PosixFilePermissions.fromString("rw-r--r--"));

        JsonObject json = bb.run("doctor", "-p", "anna", "--json").json();

        assertThat(json.bool("healthy")).contains(false);
        List<JsonValue> findings = json.array("findings").orElseThrow();
        assertThat(findings)
                .filteredOn(
                        each -> ((JsonObject) each).text("subject").orElse("").equals("profile"))
                .singleElement()
                .satisfies(each -> {
                    JsonObject finding = (JsonObject) each;
                    assertThat(finding.text("status")).contains("fail");
                    assertThat(finding.text("advice").orElse("")).contains("chmod");
                });
    }

    @Test
    void the_doctor_needs_no_profile() {
        Bb.Result result = new Bb(home).run("doctor");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("WARN  profile").contains("bb keys init");
    }
}
