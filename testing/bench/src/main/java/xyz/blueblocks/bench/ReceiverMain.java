package xyz.blueblocks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import xyz.blueblocks.sdk.Options;
import xyz.blueblocks.sdk.Receiving;
import xyz.blueblocks.wire.message.Capability;

/// The receiver, attached to one relay: `who`, and `hold`, which says what the file that arrived is
/// and deletes it. Nothing is hashed before it is asked, so the timed part is over by then.
final class ReceiverMain {
    private static final int BLOCK_BYTES = 1 << 20;

    private ReceiverMain() {}

    /// Joins, attaches, and returns when told to quit.
    ///
    /// @param args folder of its own, file with its invite
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        EndPipe.serve(() -> {
            BenchPeer me =
                    BenchPeer.join(
                            folder,
                            Path.of(args[1]),
                            Capability.PROVIDER,
                            Options.DEFAULT.attachedTo(1));
            Path inbox = Files.createDirectories(folder.resolve("inbox"));
            BenchDesk desk = new BenchDesk(inbox);
            Receiving here = me.client().receive(desk, desk);
            return request ->
                    switch (request.getFirst()) {
                        case "who" -> List.of("id=" + me.id(), "relays=" + here.relays().size());
                        case "hold" -> hold(desk.next());
                        default -> throw new IllegalArgumentException(request.getFirst());
                    };
        });
        System.exit(0);
    }

    private static List<String> hold(Path arrived) throws IOException {
        List<String> held = List.of("bytes=" + Files.size(arrived), "sha256=" + sha256(arrived));
        Files.delete(arrived);
        return held;
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
        byte[] block = new byte[BLOCK_BYTES];
        try (var in = Files.newInputStream(file)) {
            for (int n = in.read(block); n > 0; n = in.read(block)) {
                digest.update(block, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
