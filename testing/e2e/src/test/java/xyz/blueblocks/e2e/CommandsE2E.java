package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.json.JsonObject;

/// One story, with nothing but `bb`: a network is started, three people join, files travel, proofs
/// are checked, the network ends. Each part needs the ones before it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class CommandsE2E {
    private static final long SEED = 20261120;
    private static final int LARGE_BYTES = 5 << 20;

    private final Path home;
    private final Bb bb;
    private final Path state;
    private String bob = "";
    private String recordId = "";

    /// Everything is below `home`, from the first instant on: nothing here can name another place.
    CommandsE2E(@TempDir Path home) throws IOException {
        this.home = home;
        this.state = home.resolve("stack");
        Path passphrase = Files.writeString(home.resolve("passphrase"), "correct horse battery\n");
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
        bb =
                new Bb(
                        home,
                        Map.of(
                                "BB_STATE", state.toString(),
                                "BB_PASSPHRASE_FILE", passphrase.toString(),
                                "XDG_CONFIG_HOME", home.resolve("config").toString()));
    }

    @BeforeAll
    void start() {
        JsonObject up = bb.run("up", "--json").succeeded().json();
        assertThat(up.array("services").orElseThrow()).hasSize(ServiceId.all().size());
    }

    @AfterAll
    void stop() {
        LocalStack.attach(state).ifPresent(LocalStack::stop);
    }

    private String join(String name, String capability) {
        String invite = home.resolve(name + ".invite").toString();
        bb.run("admin", "invite", "--capability", capability, "--out", invite).succeeded();
        bb.run("register", "-p", name, "--invite", invite).succeeded();
        return bb.run("keys", "show", "-p", name, "--json").json().text("peer_id").orElseThrow();
    }

    private Path file(String name, int sizeBytes) throws IOException {
        byte[] bytes = new byte[sizeBytes];
        new Random(SEED + sizeBytes).nextBytes(bytes);
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private Bb.Running receiving() {
        return bb.start(
                        "receive",
                        "-p",
                        "bob",
                        "--into",
                        "inbox",
                        "--accept",
                        "yes",
                        "--json",
                        "--exec",
                        "cp \"$BB_FILE\" copies/")
                .says("reachable through");
    }

    @Test
    @Order(1)
    @DisplayName("D17: people join with invites, find each other, and see the same digits")
    void people_join_and_find_each_other() throws IOException {
        String anna = join("anna", "patient");
        bob = join("bob", "provider");
        bb.run("contacts", "add", "-p", "anna", "bob", bob).succeeded();
        bb.run("contacts", "add", "-p", "bob", "anna", anna).succeeded();
        Files.createDirectories(home.resolve("copies"));

        String annas = bb.run("keys", "fingerprint", "bob", "-p", "anna").succeeded().out();
        String bobs = bb.run("keys", "fingerprint", "anna", "-p", "bob").succeeded().out();
        assertThat(annas).isEqualTo(bobs);
        assertThat(bb.run("peers", "-p", "anna", "--capability", "provider").succeeded().out())
                .contains(bob);
    }

    @Test
    @Order(2)
    @DisplayName("E18, N17: files, folders and standard input arrive whole, with a signed receipt")
    void files_folders_and_standard_input_arrive() throws IOException {
        Path large = file("scan.dcm", LARGE_BYTES);
        file("study/series/1.dcm", 300_000);
        Path piped = file("piped", 2_000_000);
        try (Bb.Running receiver = receiving()) {
            List<JsonObject> sent =
                    bb.run(
                                    "send",
                                    "-p",
                                    "anna",
                                    "--json",
                                    "--receipts",
                                    "receipts",
                                    "--reason",
                                    "second opinion",
                                    "--to",
                                    "bob",
                                    large.toString(),
                                    home.resolve("study").toString())
                            .succeeded()
                            .lines();
            bb.runReading(
                            piped,
                            "send",
                            "-p",
                            "anna",
                            "-",
                            "--name",
                            "dump.sql",
                            "--priority",
                            "emergency",
                            "--reason",
                            "stroke",
                            "--to",
                            "bob")
                    .succeeded();

            assertThat(sent).hasSize(2);
            JsonObject delivered = sent.getFirst();
            recordId = delivered.text("id").orElseThrow();
            assertThat(delivered.array("relays").orElseThrow()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(delivered.object("receipt").orElseThrow().text("status"))
                    .contains("complete");
            assertThat(home.resolve("receipts/" + recordId + ".receipt.json")).exists();
            receiver.answers("dump.sql");
            assertThat(receiver.interrupt().lines()).hasSize(3);
        }
        assertThat(home.resolve("inbox/scan.dcm")).hasSameBinaryContentAs(large);
        assertThat(home.resolve("inbox/dump.sql")).hasSameBinaryContentAs(piped);
        assertThat(home.resolve("inbox/study_series_1.dcm"))
                .hasSameBinaryContentAs(home.resolve("study/series/1.dcm"));
        assertThat(home.resolve("copies/scan.dcm")).hasSameBinaryContentAs(large);
    }

    @Test
    @Order(3)
    void who_is_not_a_contact_is_refused_and_leaves_nothing() throws IOException {
        join("mallory", "patient");
        Path gift = file("gift.exe", 1000);
        try (Bb.Running receiver = receiving()) {
            Bb.Result refused = bb.run("send", "-p", "mallory", gift.toString(), "--to", bob);

            assertThat(refused.exit()).as(refused.err()).isEqualTo(4);
            assertThat(refused.err()).contains("bb: ", "why: E002").doesNotContain("\tat ");
            assertThat(receiver.interrupt().out()).isEmpty();
        }
        assertThat(home.resolve("inbox/gift.exe")).doesNotExist();
    }

    @Test
    @Order(4)
    void a_receiver_who_is_away_is_said_to_be_and_can_be_waited_for() throws IOException {
        Path late = file("late.bin", 400_000);

        assertThat(bb.run("send", "-p", "anna", late.toString(), "--to", "bob").exit())
                .isEqualTo(5);
        try (Bb.Running sender =
                        bb.start(
                                "send",
                                "-p",
                                "anna",
                                late.toString(),
                                "--to",
                                "bob",
                                "--wait",
                                "3m");
                Bb.Running receiver = receiving()) {
            sender.await().succeeded();
            receiver.answers("late.bin");
        }
        assertThat(home.resolve("inbox/late.bin")).hasSameBinaryContentAs(late);
    }

    @Test
    @Order(5)
    @DisplayName(
            "B04: a route for an emergency stands as one in the log, and what was sent needs no network for its proof")
    void what_was_sent_is_in_the_log_and_its_proof_needs_no_network() throws IOException {
        Path proof = home.resolve("proof.json");
        bb.run("audit", "fetch", recordId, "-p", "anna", "--out", proof.toString()).succeeded();

        assertThat(bb.run("audit", "list", "-p", "anna").succeeded().out())
                .contains("transfer.send", recordId, "second opinion");
        Eventually.holds("the emergency is in the log", this::emergencyIsLogged);
        assertThat(bb.run("audit", "verify", proof.toString(), "-p", "anna").succeeded().out())
                .contains("verified");
        String forged = Files.readString(proof).replace("second opinion", "first opinion!");
        Files.writeString(proof, forged);
        assertThat(bb.run("audit", "verify", proof.toString(), "-p", "anna").exit()).isEqualTo(6);
    }

    private boolean emergencyIsLogged() {
        return bb.run("audit", "list", "-p", "anna")
                .succeeded()
                .out()
                .lines()
                .anyMatch(line ->
                        line.contains("route.request") && line.contains("\"priority emergency\""));
    }

    @Test
    @Order(6)
    void a_recovery_code_brings_the_same_person_back_into_the_network() {
        String id =
                bb.run("keys", "show", "-p", "anna", "--json").json().text("peer_id").orElseThrow();
        bb.run("keys", "backup", "-p", "anna", "--out", "code").succeeded();
        bb.run("keys", "restore", "-p", "anna-again", "--recovery-code-file", "code").succeeded();
        bb.run("admin", "invite", "--out", "again.invite").succeeded();
        JsonObject registered =
                bb.run("register", "-p", "anna-again", "--invite", "again.invite", "--json")
                        .succeeded()
                        .json();

        assertThat(registered.text("peer_id")).contains(id);
        assertThat(bb.run("audit", "list", "-p", "anna-again").succeeded().out())
                .contains(recordId);
    }

    @Test
    @Order(7)
    void a_mistake_ends_in_three_lines_and_the_exit_code_of_its_kind() {
        assertFails(2, bb.run("up", "--services", "relay-9"));
        assertFails(2, bb.run("status", "--state", "/"));
        assertFails(2, bb.run("sned"));
        assertFails(3, bb.run("send", "-p", "anna", "no-such-file", "--to", "bob"));
        assertFails(3, bb.run("send", "-p", "anna", "passphrase", "--to", "nobody"));
        assertFails(3, bb.run("peers", "-p", "no-such-profile"));
        assertFails(3, bb.run("audit", "fetch", "no-such", "-p", "anna", "--wait", "1s"));
        assertFails(3, bb.run("logs", "no-such-service"));
        assertFails(4, bb.run("peers", "-p", "anna", "--passphrase-file", "code"));
        assertFails(1, bb.run("register", "-p", "anna", "--invite", "passphrase"));
    }

    private static void assertFails(int exit, Bb.Result result) {
        assertThat(result.exit()).as(result.err()).isEqualTo(exit);
        assertThat(result.err()).startsWith("bb: ").contains("\ndo: ").doesNotContain("\tat ");
        assertThat(result.err().lines().count()).isBetween(2L, 3L);
    }

    @Test
    @Order(8)
    void the_doctor_is_content_until_the_network_is_down() {
        Bb.Result well = bb.run("doctor", "-p", "anna", "--relays");
        assertThat(well.exit()).as(well.out()).isZero();
        assertThat(well.out()).contains("OK    clock", "OK    audit", "OK    relays");

        LocalStack.attach(state).orElseThrow().stop();

        Bb.Result ill = bb.run("doctor", "-p", "anna");
        assertThat(ill.exit()).isEqualTo(1);
        assertThat(ill.out()).contains("FAIL  discovery");
        assertThat(bb.run("peers", "-p", "anna").exit()).isEqualTo(5);
    }
}
