package xyz.blueblocks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.sdk.profile.Profile;

/// A profile `anna` that has joined a network whose services are all down.
final class Joined {
    private static final String PASSPHRASE = "correct horse battery";

    private Joined() {}

    static Bb network(Bb bb, Path home, String logKey) throws IOException {
        Path passphrase = Files.writeString(home.resolve("passphrase"), PASSPHRASE + "\n");
        Path ca = home.resolve("ca.pem");
        try (InputStream in = Joined.class.getResourceAsStream("/ca.pem")) {
            Files.writeString(ca, new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        }
        String nowhere = "https://127.0.0.1:" + closedPort();
        bb.with("BB_PASSPHRASE_FILE", passphrase.toString());
        assertThat(
                        bb.run(
                                        "admin",
                                        "init",
                                        "test-net",
                                        "--no-passphrase",
                                        "--discovery",
                                        nowhere,
                                        "--audit",
                                        nowhere,
                                        "--ca",
                                        ca.toString(),
                                        "--log-key",
                                        logKey)
                                .exit())
                .isZero();
        String invite = bb.run("admin", "invite").out();
        assertThat(bb.run("keys", "init", "-p", "anna").exit()).isZero();
        join(home.resolve(".config/blueblocks/anna"), invite, Bb.NOW);
        return bb;
    }

    private static void join(Path folder, String invite, Instant now) {
        try (SecretBytes passphrase =
                        SecretBytes.copyOf(PASSPHRASE.getBytes(StandardCharsets.UTF_8));
                Profile profile = Profile.open(folder, passphrase)) {
            profile.join(invite.getBytes(StandardCharsets.UTF_8), now);
        }
    }

    /// A port that was free a moment ago, so that nothing answers there.
    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
