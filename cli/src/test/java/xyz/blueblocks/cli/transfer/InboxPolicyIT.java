package xyz.blueblocks.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.cli.terminal.Prompts;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.receive.FolderPolicy;
import xyz.blueblocks.sdk.receive.IncomingOffer;
import xyz.blueblocks.sdk.receive.ReceivePolicy.Decision;

final class InboxPolicyIT {
    private static final PeerId ANNA = peer();
    private static final PeerId MALLORY = peer();

    @TempDir Path home;
    private Path inbox = Path.of("");
    private Profile profile = null;
    private final List<String> asked = new ArrayList<>();

    private static PeerId peer() {
        try (Ed25519PrivateKey key = Ed25519PrivateKey.generate()) {
            return PeerId.of(key.publicKey());
        }
    }

    @BeforeEach
    void makeProfile() throws IOException {
        inbox = Files.createDirectories(home.resolve("inbox"));
        try (SecretBytes passphrase =
                        SecretBytes.copyOf("correct horse".getBytes(StandardCharsets.UTF_8));
                SecretBytes master = SecretBytes.random(32)) {
            profile = Profile.create(home.resolve("profile"), passphrase, master);
        }
        profile.contacts().add("anna", ANNA);
    }

    @AfterEach
    void closeProfile() {
        profile.close();
    }

    private InboxPolicy policy(AcceptMode mode, long quotaBytes, String answer) {
        Prompts person =
                new Prompts() {
                    @Override
                    public boolean canAsk() {
                        return true;
                    }

                    @Override
                    public Optional<SecretBytes> secret(String question) {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<String> line(String question) {
                        asked.add(question);
                        return Optional.of(answer);
                    }
                };
        FolderPolicy rules = new FolderPolicy(inbox, ANNA::equals, quotaBytes);
        return new InboxPolicy(rules, mode, person, profile.contacts());
    }

    private static IncomingOffer offer(Optional<String> name, long sizeBytes) {
        return new IncomingOffer(
                IncomingOffer.Kind.MESSAGE,
                "5f0c",
                ANNA,
                name,
                "application/dicom",
                sizeBytes,
                "blake3:00",
                Optional.empty(),
                Instant.EPOCH,
                true);
    }

    @Test
    void only_those_who_may_are_admitted() {
        InboxPolicy policy = policy(AcceptMode.yes, 100, "");

        assertThat(policy.admits(ANNA)).isTrue();
        assertThat(policy.admits(MALLORY)).isFalse();
    }

    @Test
    void the_person_is_asked_by_name_with_size_and_type() {
        Decision yes =
                policy(AcceptMode.ask, 5000, "y").judge(offer(Optional.of("scan.dcm"), 2048));
        Decision no = policy(AcceptMode.ask, 5000, "").judge(offer(Optional.of("scan.dcm"), 2048));

        assertThat(yes).isEqualTo(new Decision.Store(inbox, "scan.dcm"));
        assertThat(no).isInstanceOf(Decision.Refuse.class);
        assertThat(asked.getFirst())
                .contains("anna offers scan.dcm (2.0 KiB, application/dicom)", "[y/N]");
    }

    @Test
    void nobody_is_asked_about_what_does_not_fit() throws IOException {
        Files.write(inbox.resolve("old"), new byte[900]);

        Decision decision = policy(AcceptMode.ask, 1000, "y").judge(offer(Optional.of("x"), 101));

        assertThat(decision).isInstanceOf(Decision.Refuse.class);
        assertThat(asked).isEmpty();
        assertThat(policy(AcceptMode.yes, 1000, "").judge(offer(Optional.of("x"), 100)))
                .isInstanceOf(Decision.Store.class);
    }

    @Test
    void no_takes_nothing_and_asks_nobody() {
        assertThat(policy(AcceptMode.no, 1000, "y").judge(offer(Optional.of("x"), 1)))
                .isInstanceOf(Decision.Refuse.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_message_without_a_name_becomes_a_file_too() {
        assertThat(policy(AcceptMode.yes, 1000, "").judge(offer(Optional.empty(), 1)))
                .isEqualTo(new Decision.Store(inbox, "message-5f0c"));
    }
}
