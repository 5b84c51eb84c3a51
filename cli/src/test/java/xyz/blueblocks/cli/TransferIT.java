package xyz.blueblocks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.merkle.NoteKey;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;

/// What `send` and `receive` say before and without a network; with one, `CommandsE2E` does.
final class TransferIT {
    @TempDir Path home;
    private Bb bb = new Bb(Path.of("/nonexistent"));
    private String bob = "";
    private String file = "";

    @BeforeEach
    void joinANetworkThatIsDown() throws IOException {
        try (Ed25519PrivateKey log = Ed25519PrivateKey.generate();
                Ed25519PrivateKey key = Ed25519PrivateKey.generate()) {
            String vkey = new NoteKey("log.example", log.publicKey()).text();
            bb = Joined.network(new Bb(home), home, vkey).with("BB_PROFILE", "anna");
            bob = PeerId.of(key.publicKey()).toString();
        }
        file = Files.writeString(home.resolve("scan.dcm"), "scan").toString();
    }

    @Test
    void mistakes_are_found_before_anybody_is_asked() {
        Path other = home.resolve("ca.pem");
        for (List<String> wrong :
                List.of(
                        List.of("send", file),
                        List.of("send", file, "--to", bob, "--type", "dicom"),
                        List.of("send", file, other.toString(), "--to", bob, "--name", "x"),
                        List.of("send", file, "-", "--to", bob),
                        List.of("send", file, "--to", bob, "--reason", "a\nb"),
                        List.of("send", file, "--to", bob, "--wait", "soon"),
                        List.of("send", file, "--to", bob, "--hops", "6"),
                        List.of("send", file, "--to", bob, "--region", "EU West"),
                        List.of("send", file, "--to", bob, "--jurisdiction", "DE,Germany"),
                        List.of("send", file, "--to", bob, "--priority", "urgent"),
                        List.of("receive", "--into", "x", "--accept", "maybe"),
                        List.of("receive", "--into", "x", "--quota", "much"),
                        List.of("receive", "--into", "x", "--from", bob, "--from-anyone"))) {
            Bb.Result result = bb.typing(List.of("x"), wrong.toArray(String[]::new));
            assertThat(result.exit()).as(wrong + result.err()).isEqualTo(2);
            assertThat(result.asked()).isEmpty();
        }
    }

    @Test
    void an_emergency_wants_a_reason_and_no_other_priority_does() {
        Bb.Result mute = bb.run("send", file, "--to", bob, "--priority", "emergency");
        assertThat(mute.exit()).isEqualTo(2);
        assertThat(mute.err())
                .contains("bb: An emergency needs a reason, for the audit log.", "--reason TEXT");

        for (List<String> told :
                List.of(
                        List.of("--priority", "emergency", "--reason", "stroke"),
                        List.of("--priority", "low"),
                        List.of("--priority", "normal"))) {
            List<String> words = new ArrayList<>(List.of("send", home + "/none", "--to", bob));
            words.addAll(told);
            Bb.Result result = bb.run(words.toArray(String[]::new));
            // The command line was right: it is the file that is missing.
            assertThat(result.exit()).as(told + result.err()).isEqualTo(3);
        }
    }

    @Test
    void a_rule_for_all_that_is_sent_is_checked_too() {
        for (String command : List.of("send", "resume")) {
            String[] words =
                    command.equals("send")
                            ? new String[] {"send", file, "--to", bob}
                            : new String[] {"resume", "--list"};
            Bb.Result result = bb.with("BB_JURISDICTIONS", "DE,").run(words);
            assertThat(result.exit()).as(result.err()).isEqualTo(2);
            assertThat(result.err()).contains("BB_JURISDICTIONS: '' is no jurisdiction");
        }
    }

    @Test
    void unknown_people_and_missing_files_are_not_found() {
        assertThat(bb.run("send", file, "--to", "bob").exit()).isEqualTo(3);
        assertThat(bb.run("send", home + "/none", "--to", bob).exit()).isEqualTo(3);
        assertThat(
                        bb.run(
                                        "receive",
                                        "--into",
                                        home + "/in",
                                        "--accept",
                                        "yes",
                                        "--from",
                                        "bob")
                                .exit())
                .isEqualTo(3);
    }

    @Test
    void a_name_that_differs_in_case_only_is_suggested() {
        bb.run("contacts", "add", "Bob", bob);

        assertThat(bb.run("send", file, "--to", "bob").err()).contains("Did you mean 'Bob'?");
    }

    @Test
    void nobody_to_ask_and_nobody_to_receive_from_are_said() {
        Bb.Result unattended = bb.run("receive", "--into", home + "/in");
        Bb.Result lonely = bb.run("receive", "--into", home + "/in", "--accept", "yes");

        assertThat(unattended.exit()).isEqualTo(2);
        assertThat(unattended.err()).contains("--accept yes");
        assertThat(lonely.exit()).isEqualTo(3);
        assertThat(lonely.err()).contains("bb contacts add");
        assertThat(home.resolve("in")).doesNotExist();
    }

    @Test
    void without_a_registration_nothing_is_sent_and_the_way_to_one_is_told() {
        Bb.Result result = bb.run("send", file, "--to", bob);

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("bb register");
    }

    @Test
    void standard_input_is_gone_from_the_disk_when_it_could_not_be_sent() {
        Bb.Result result =
                bb.reading(new byte[3 << 20]).run("send", "-", "--to", bob, "--name", "dump.sql");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(home.resolve(".config/blueblocks/anna/state/spool")).isEmptyDirectory();
    }
}
