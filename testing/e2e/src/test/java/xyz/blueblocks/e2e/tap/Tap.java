package xyz.blueblocks.e2e.tap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Where tapped bytes go: one file per stream. Runs in the process that is listened to, on its
/// event loops, and keeps nothing.
public final class Tap {
    private static volatile Optional<Path> folder = Optional.empty();

    private Tap() {}

    static void into(Optional<Path> where) {
        folder = where;
    }

    /// Appends bytes to a stream's file; called by the code that [TapAgent] puts in.
    ///
    /// @param stream direction and channel, such as `in-4f2a91c0`
    public static void take(String stream, byte[] bytes) {
        folder.ifPresent(where -> append(where.resolve(stream), bytes));
    }

    private static void append(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // The test finds less than it wants and fails; the process must not.
            folder = Optional.empty();
        }
    }
}
