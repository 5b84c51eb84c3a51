package xyz.blueblocks.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomStudyIT {
    private static final long PIXEL_BYTES = 50L << 20;

    @TempDir Path folder;

    @Test
    @DisplayName("E13: the demo's study is the same at every run and holds 50 MiB of pixels")
    void same_at_every_run() throws IOException {
        Path first = folder.resolve("first.dcm");
        Path second = folder.resolve("second.dcm");

        DicomStudy.write(first);
        DicomStudy.write(second);

        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
        assertThat(Files.size(first)).isBetween(PIXEL_BYTES, PIXEL_BYTES + 4096);
    }

    @Test
    @DisplayName("E13: a DICOM validator finds no error in the demo's study")
    void validator_finds_no_error() throws Exception {
        Assumptions.assumeTrue(
                hasValidator(), "dciodvfy (Debian package dicom3tools) is not installed");
        Path study = folder.resolve("study.dcm");
        DicomStudy.write(study);
        assertThat(validate(study))
                .contains("MultiframeGrayscaleWordSCImage")
                .doesNotContain("Error");

        // The control: the validator does complain when the number of frames is wrong.
        Path broken =
                Files.copy(study, folder.resolve("b.dcm"), StandardCopyOption.REPLACE_EXISTING);
        try (var channel =
                java.nio.channels.FileChannel.open(
                        broken, java.nio.file.StandardOpenOption.WRITE)) {
            channel.truncate(PIXEL_BYTES / 2);
        }
        assertThat(validate(broken)).contains("Error");
    }

    private static boolean hasValidator() {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, "dciodvfy"))) {
                return true;
            }
        }
        return false;
    }

    private static String validate(Path file) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("dciodvfy", file.toString()).redirectErrorStream(true).start();
        String said =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
