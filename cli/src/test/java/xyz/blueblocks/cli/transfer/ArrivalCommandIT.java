package xyz.blueblocks.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.cli.terminal.Output;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.Streams;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.cli.terminal.TtyPrompts;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.sdk.receive.IncomingOffer;
import xyz.blueblocks.sdk.route.Surroundings;

final class ArrivalCommandIT {
    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Output output() {
        Terminal terminal =
                new Terminal(
                        new Streams(
                                InputStream.nullInputStream(),
                                new PrintWriter(out),
                                new PrintWriter(err),
                                false),
                        new TtyPrompts(),
                        Map.of(),
                        folder,
                        new Surroundings(() -> Instant.EPOCH, System::nanoTime, new Random(1)));
        return new OutputOptions().to(terminal);
    }

    private static IncomingOffer offer(String name) {
        try (Ed25519PrivateKey key = Ed25519PrivateKey.generate()) {
            return new IncomingOffer(
                    IncomingOffer.Kind.FILE,
                    "5f0c",
                    PeerId.of(key.publicKey()),
                    Optional.of(name),
                    "application/dicom",
                    17,
                    "blake3:00",
                    Optional.empty(),
                    Instant.EPOCH,
                    true);
        }
    }

    private void run(String command, String name) {
        try (ArrivalCommand arrival = new ArrivalCommand(command, output())) {
            arrival.run(offer(name), folder.resolve("scan.dcm"), "anna");
        }
    }

    @Test
    void the_command_finds_everything_in_its_environment() throws IOException {
        run(
                "printf '%s|' \"$BB_FILE\" \"$BB_NAME\" \"$BB_FROM_NAME\" \"$BB_SIZE\" \"$BB_TYPE\""
                        + " \"$BB_HASH\" \"$BB_ID\" > '"
                        + folder
                        + "/said'",
                "scan.dcm");

        assertThat(Files.readString(folder.resolve("said")))
                .isEqualTo(
                        folder.resolve("scan.dcm")
                                + "|scan.dcm|anna|17|application/dicom|blake3:00|5f0c|");
    }

    @Test
    void a_name_is_never_code() {
        run("echo \"$BB_NAME\"", "$(touch " + folder + "/owned); `touch " + folder + "/owned`");

        assertThat(folder.resolve("owned")).doesNotExist();
        assertThat(err.toString()).contains("$(touch");
    }

    @Test
    void what_it_says_is_a_remark_and_harmless() {
        run("printf 'done\\n\\033[2J'", "scan.dcm");

        assertThat(err.toString()).contains("done").doesNotContain("\u001b");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_command_that_fails_is_warned_of() {
        run("exit 3", "scan.dcm");

        assertThat(err.toString()).contains("warning").contains("ended with 3");
    }
}
