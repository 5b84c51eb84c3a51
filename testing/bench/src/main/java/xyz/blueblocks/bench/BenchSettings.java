package xyz.blueblocks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is to be measured.
///
/// @param file what is sent; a fresh one of 5 GiB when empty, in a memory run only
/// @param memory whether memory is measured instead of speed
/// @param details whether every process' share is told on standard error, too
/// @param repeats how often the file is sent, at least once
/// @param warmUpMib what warms the path, in MiB; not printed
/// @param receivers idle receivers for the memory of one, at least one
/// @param folder where the temporary folder is made
record BenchSettings(
        Optional<Path> file,
        boolean memory,
        boolean details,
        int repeats,
        int warmUpMib,
        int receivers,
        Path folder) {
    static final String USAGE =
            """
            usage: ./bb bench [--details] FILE      speed: OURS_REPEATS=n sends it n times (3)
                   ./bb bench --memory [FILE]       memory of every process while FILE goes through (5 GiB)
              OURS_WARM_UP_MIB=n   what warms the path (1024)
              OURS_RECEIVERS=n     idle receivers for kib_per_conn (1000)
              OURS_FOLDER=PATH     where temporary files go (the system's folder for them)\
            """;

    private static final long MIB = 1 << 20;
    private static final long SERVICES_MIB = 1024;
    private static final long LARGEST_BYTES = 5L << 30;

    /// Reads arguments and environment.
    ///
    /// @throws BenchFailure when they are not right
    static BenchSettings of(List<String> arguments, Map<String, String> environment) {
        List<String> rest = new ArrayList<>(arguments);
        boolean details = rest.remove("--details");
        boolean memory = rest.remove("--memory");
        if (rest.size() > 1 || (rest.isEmpty() && !memory)) {
            throw wrong("want one FILE");
        }
        Optional<Path> file = rest.stream().findFirst().map(Path::of).map(Path::toAbsolutePath);
        if (file.isPresent() && !Files.isReadable(file.get())) {
            throw wrong("no such file: " + file.get());
        }
        return new BenchSettings(
                file,
                memory,
                details,
                number(environment, "OURS_REPEATS", 3, 1),
                number(environment, "OURS_WARM_UP_MIB", 1024, 0),
                number(environment, "OURS_RECEIVERS", 1000, 1),
                Path.of(
                        environment.getOrDefault(
                                "OURS_FOLDER", System.getProperty("java.io.tmpdir"))));
    }

    private static int number(Map<String, String> environment, String name, int usual, int least) {
        String text = environment.getOrDefault(name, Integer.toString(usual)).strip();
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < least) {
            throw wrong(name + "=" + text + " (want a number from " + least + ")");
        }
        return Integer.parseInt(text);
    }

    private static BenchFailure wrong(String why) {
        return new BenchFailure("the command line is not right", why, "\n" + USAGE);
    }

    /// Bytes of the file that is sent.
    long sizeBytes() throws IOException {
        return file.isPresent() ? Files.size(file.get()) : LARGEST_BYTES;
    }

    /// @throws BenchFailure when the file is not one that can be sent, or there is no room
    void check() throws IOException {
        long size = sizeBytes();
        if (size < 1 || size > LARGEST_BYTES) {
            throw new BenchFailure(
                    "this file cannot be sent",
                    size + " bytes (want 1 byte to 5 GiB)",
                    "take another one");
        }
        long here = file.isPresent() ? size : 2 * size;
        long need = Math.max(here, 2 * warmUpMib * MIB) + SERVICES_MIB * MIB;
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < need) {
            throw new BenchFailure(
                    "there is no room for what arrives in " + folder,
                    free / MIB + " MiB free (want " + need / MIB + ")",
                    "make room, or name another folder with OURS_FOLDER");
        }
    }
}
