package xyz.blueblocks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.cli.admin.AdminNetwork;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.merkle.NoteKey;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Announcement;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Invite;
import xyz.blueblocks.wire.token.EnrolmentToken;
import xyz.blueblocks.wire.token.InviteIssuer;

final class AdminIT {
    private static final String CA =
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

    @TempDir Path home;
    private Bb bb = new Bb(Path.of("/nonexistent"));
    private String logKey = "";

    @BeforeEach
    void describeNetwork() throws IOException {
        Files.writeString(home.resolve("ca.pem"), CA);
        Path passphrase = home.resolve("passphrase");
        Files.writeString(passphrase, "correct horse battery\n");
        bb = new Bb(home).with("BB_PASSPHRASE_FILE", passphrase.toString());
        try (Ed25519PrivateKey log = Ed25519PrivateKey.generate()) {
            logKey = new NoteKey("log.example", log.publicKey()).text();
        }
    }

    private Bb.Result init(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "admin",
                                "init",
                                "test-net",
                                "--json",
                                "--discovery",
                                "https://127.2.0.1:8443,https://127.2.0.2:8443",
                                "--audit",
                                "https://127.8.0.1:8443",
                                "--ca",
                                home.resolve("ca.pem").toString(),
                                "--log-key",
                                logKey));
        arguments.addAll(Arrays.asList(more));
        return bb.run(arguments.toArray(String[]::new));
    }

    private static Ed25519PublicKey adminKey(Bb.Result init) {
        return Ed25519PublicKey.parse(init.json().text("admin_key").orElseThrow()).orElseThrow();
    }

    @Test
    void an_invite_verifies_under_the_admin_key_and_so_does_its_token() {
        Ed25519PublicKey admin = adminKey(init());

        Bb.Result result =
                bb.run("admin", "invite", "--capability", "patient,provider", "--expires", "2d");

        JsonObject signed = result.json();
        Invite invite = Invite.fromJson(signed).orElseThrow();
        assertThat(SignedJson.verify(signed, Invite.LABEL, admin)).isTrue();
        assertThat(invite.adminKey().text()).isEqualTo(admin.text());
        assertThat(invite.discovery()).hasSize(2);
        assertThat(invite.caPem()).isEqualTo(CA);
        assertThat(invite.logKey()).isEqualTo(logKey);
        assertThat(invite.expires()).isEqualTo(Bb.NOW.plus(Duration.ofDays(2)));
        EnrolmentToken token =
                EnrolmentToken.verify(invite.enrolmentToken(), List.of(admin), Bb.NOW)
                        .orElseThrow();
        assertThat(token.capabilities())
                .containsExactlyInAnyOrder(Capability.PATIENT, Capability.PROVIDER);
    }

    @Test
    void two_invites_have_different_tokens() {
        init();

        Invite one = Invite.fromJson(bb.run("admin", "invite").json()).orElseThrow();
        Invite two = Invite.fromJson(bb.run("admin", "invite").json()).orElseThrow();

        assertThat(one.enrolmentToken()).isNotEqualTo(two.enrolmentToken());
    }

    @Test
    void the_key_file_is_sealed_unless_told_otherwise() throws IOException {
        init();
        Path key = home.resolve(".config/blueblocks/admin/admin.key");
        assertThat(Files.readString(key)).startsWith("{");

        init("--no-passphrase", "--admin-dir", home.resolve("bare").toString());
        assertThat(Files.readString(home.resolve("bare/admin.key"))).matches("[\\w-]{43}\n");
        Bb.Result invite =
                new Bb(home).run("admin", "invite", "--admin-dir", home.resolve("bare").toString());
        assertThat(invite.exit()).isZero();
    }

    @Test
    void a_second_init_does_not_replace_the_key() {
        Bb.Result first = init();
        Bb.Result second = init();

        assertThat(first.exit()).isZero();
        assertThat(second.exit()).isEqualTo(1);
        assertThat(bb.run("admin", "invite").json().text("admin_key"))
                .contains(adminKey(first).text());
    }

    @Test
    void nothing_is_made_of_a_wrong_description() {
        logKey = "nonsense";
        Bb.Result result = init();

        assertThat(result.exit()).isEqualTo(2);
        assertThat(home.resolve(".config/blueblocks/admin")).doesNotExist();
    }

    @Test
    void an_invite_file_is_private_and_names_no_secret_on_the_screen() throws IOException {
        init();
        Path file = home.resolve("anna.invite");

        Bb.Result result = bb.run("admin", "invite", "--out", file.toString());

        JsonObject signed = Json.parse(Files.readAllBytes(file)).orElseThrow();
        String token = Invite.fromJson(signed).orElseThrow().enrolmentToken();
        assertThat(result.out()).contains("bb register").doesNotContain(token);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void unknown_capabilities_and_endless_invites_are_refused() {
        init();

        assertThat(bb.run("admin", "invite", "--capability", "king").exit()).isEqualTo(2);
        assertThat(bb.run("admin", "invite", "--expires", "91d").exit()).isEqualTo(2);
    }

    @Test
    void a_network_of_another_module_needs_no_description() throws IOException {
        Path seed = home.resolve("stack-admin-key");
        Files.writeString(seed, SecretBytes.random(32).use(Text::base64url) + "\n");
        InviteIssuer invites =
                new InviteIssuer(
                        "local",
                        List.of("https://127.2.0.1:8443"),
                        List.of("https://127.8.0.1:8443"),
                        CA,
                        logKey);
        AdminNetwork stack =
                state -> Optional.of(new AdminNetwork.Known(invites, seed)).filter(_ -> true);
        bb.with(new Main.Services(List.of(), List.of(stack)));

        Bb.Result result = bb.run("admin", "invite", "--state", home.toString());

        assertThat(Invite.fromJson(result.json()).orElseThrow().network()).isEqualTo("local");
        assertThat(new Bb(home).run("admin", "invite").exit()).isEqualTo(3);
    }

    @Test
    void an_announcement_verifies_under_the_admin_key() {
        Ed25519PublicKey admin = adminKey(init());

        Bb.Result result =
                bb.run("admin", "announce", "Relays restart at 20:00.", "--severity", "warning");

        JsonObject signed = result.json();
        assertThat(SignedJson.verify(signed, Announcement.LABEL, admin)).isTrue();
        assertThat(Announcement.fromJson(signed).orElseThrow().severity()).isEqualTo("warning");
        assertThat(bb.run("admin", "announce", "x", "--severity", "loud").exit()).isEqualTo(2);
    }

    @Test
    void a_file_that_is_no_key_is_refused_without_showing_it() throws IOException {
        init();
        Path wrong = home.resolve("wrong");
        Files.writeString(wrong, "this is not a key", StandardCharsets.UTF_8);

        Bb.Result result = bb.run("admin", "invite", "--admin-key", wrong.toString());

        assertThat(result.exit()).isEqualTo(6);
        assertThat(result.err()).contains("no admin key").doesNotContain("this is not a key");
    }
}
