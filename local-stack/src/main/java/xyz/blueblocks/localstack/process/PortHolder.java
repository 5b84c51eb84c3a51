package xyz.blueblocks.localstack.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Says which process listens on a TCP port of this machine, where the system tells: on Linux, and
/// of one's own processes.
public final class PortHolder {
    private static final Path PROC = Path.of("/proc");

    /// `TCP_LISTEN` in the fourth column of `/proc/net/tcp`.
    private static final String LISTENING = "0A";

    private static final int STATE_COLUMN = 3;
    private static final int INODE_COLUMN = 9;

    private PortHolder() {}

    /// Who listens there, for a person.
    ///
    /// @param address of four bytes
    public static String describe(byte[] address, int port) {
        Set<String> sockets = sockets(address, port);
        if (sockets.isEmpty()) return "unknown";
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> holds(process, sockets))
                    .map(PortHolder::name)
                    .findFirst()
                    .orElse("a process of another user");
        }
    }

    private static String name(ProcessHandle process) {
        String program =
                process.info()
                        .command()
                        .map(Path::of)
                        .map(Path::getFileName)
                        .map(Path::toString)
                        .orElse("");
        return ("process " + process.pid() + " " + program).strip();
    }

    /// What the process' descriptors are called when they are this socket.
    private static Set<String> sockets(byte[] address, int port) {
        // The kernel prints an address as a number of the machine's byte order.
        int number = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder()).getInt();
        Set<String> places = new HashSet<>();
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        places.add(String.format(Locale.ROOT, "%08X", number) + suffix);
        places.add("00000000" + suffix);
        places.add("0".repeat(32) + suffix);
        places.add(
                "0000000000000000FFFF0000" + String.format(Locale.ROOT, "%08X", number) + suffix);
        Set<String> found = new HashSet<>();
        for (String table : new String[] {"net/tcp", "net/tcp6"}) {
            try (Stream<String> lines =
                    Files.lines(PROC.resolve(table), StandardCharsets.US_ASCII)) {
                lines.map(line -> line.strip().split("\\s+", -1))
                        .filter(row -> row.length > INODE_COLUMN && places.contains(row[1]))
                        .filter(row -> row[STATE_COLUMN].equals(LISTENING))
                        .forEach(row -> found.add("socket:[" + row[INODE_COLUMN] + "]"));
            } catch (IOException e) {
                continue; // no such table here
            }
        }
        return found;
    }

    private static boolean holds(ProcessHandle process, Set<String> sockets) {
        Path descriptors = PROC.resolve(Long.toString(process.pid())).resolve("fd");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path each : all) {
                Optional<String> target = target(each);
                if (target.isPresent() && sockets.contains(target.get())) return true;
            }
        } catch (IOException e) {
            return false; // another user's, or gone
        }
        return false;
    }

    private static Optional<String> target(Path descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException e) {
            return Optional.empty(); // closed just now
        }
    }
}
