package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.example.clinic.Enrolment;
import org.example.clinic.ScanInbox;
import org.example.clinic.ScanSender;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.message.Capability;

/// The programs that the SDK's documentation quotes, run as they stand.
@ExtendWith(SharedStack.class)
class ExampleE2E {
    private static final int SCAN_BYTES = 3 << 20;

    private final Path folder = SharedStack.folder("example");

    private PeerId enrol(String name, SecretBytes passphrase, Capability role) throws IOException {
        Path invite = folder.resolve(name + ".invite");
        Files.write(invite, SharedStack.stack().invites().issue(List.of(role)).canonical());
        return Enrolment.enrol(folder.resolve(name), passphrase, invite, role, "local");
    }

    @Test
    @Timeout(300)
    @DisplayName(
            "E18: the SDK's example enrols two people, sends a scan and keeps the proof, as quoted")
    void the_example_runs() throws Exception {
        Path scan = folder.resolve("scan.dcm");
        byte[] bytes = new byte[SCAN_BYTES];
        new Random(20_261_120).nextBytes(bytes);
        Files.write(scan, bytes);
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        try (SecretBytes passphrase = SecretBytes.random(32)) {
            PeerId ada = enrol("ada", passphrase, Capability.PATIENT);
            PeerId brook = enrol("brook", passphrase, Capability.PROVIDER);
            try (ScanInbox open = new ScanInbox(folder.resolve("brook"), passphrase, ada, inbox)) {
                ScanSender.Sent sent =
                        ScanSender.send(folder.resolve("ada"), passphrase, brook, scan);
                assertThat(Files.mismatch(scan, open.next())).isEqualTo(-1);
                assertThat(sent.delivery().recipient()).isEqualTo(brook);
                assertThat(sent.delivery().postQuantum()).isTrue();
                assertThat(sent.proof()).isNotEmptyFile();
            }
        }
    }
}
