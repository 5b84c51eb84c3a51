package xyz.blueblocks.localstack.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;

/// Asks each relay's memory, in the middle of a transfer, what it knows: not what it says, but what
/// stands in a dump of its heap.
///
/// The sender's own process is asked too. There everything must be found; if it were not, the
/// search would prove nothing.
final class RelayWitness {
    static final String SENDER = "the sender";
    static final String RECEIVER = "the receiver";
    static final String CONTENT = "the content";
    private static final int MARKER_BYTES = 48;

    private final LocalStack stack;
    private final Path folder;
    private final Map<String, byte[]> needles = new LinkedHashMap<>();

    /// What one process held.
    ///
    /// @param process its name
    /// @param held which of the needles
    record Testimony(String process, Map<String, Boolean> held) {
        boolean holds(String what) {
            return Boolean.TRUE.equals(held.get(what));
        }
    }

    /// @param folder for the dumps, which are deleted again
    RelayWitness(LocalStack stack, Path folder, PeerId sender, PeerId receiver) {
        this.stack = stack;
        this.folder = folder;
        person(SENDER, sender);
        person(RECEIVER, receiver);
    }

    /// A person's id as text and its key as bytes: whatever form it is kept in, it is found.
    private void person(String name, PeerId id) {
        needles.put(name, id.toString().getBytes(StandardCharsets.US_ASCII));
        needles.put(name + "'s key", id.publicKey().bytes());
    }

    /// Adds a piece from the middle of a file: 48 bytes that occur nowhere by chance.
    void content(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file)) {
            ByteBuffer piece = ByteBuffer.allocate(MARKER_BYTES);
            in.read(piece, Math.max(0, in.size() / 2 - MARKER_BYTES / 2));
            if (piece.position() == MARKER_BYTES) {
                needles.put(CONTENT, piece.array());
            }
        }
    }

    /// Dumps and searches this process and every relay; empty when this JDK cannot dump.
    List<Testimony> hear() throws IOException, InterruptedException {
        List<Testimony> all = new ArrayList<>();
        Files.createDirectories(folder);
        try {
            for (ServiceId relay : relays()) {
                long pid = stack.pid(relay).orElse(-1);
                if (pid > 0) {
                    hear(relay.name(), pid, all);
                }
            }
            hear("this client", ProcessHandle.current().pid(), all);
        } finally {
            clear();
        }
        return all;
    }

    private void hear(String name, long pid, List<Testimony> all)
            throws IOException, InterruptedException {
        Path dump = folder.resolve(name.replace(' ', '-') + ".hprof");
        Files.deleteIfExists(dump);
        if (HeapSearch.dump(pid, dump)) {
            all.add(new Testimony(name, HeapSearch.search(dump, needles)));
        }
        Files.deleteIfExists(dump);
    }

    private List<ServiceId> relays() {
        return stack.layout().services().stream()
                .filter(id -> id.kind() == ServiceKind.RELAY)
                .sorted()
                .toList();
    }

    private void clear() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            for (Path each : left.toList()) {
                Files.deleteIfExists(each);
            }
        }
        Files.deleteIfExists(folder);
    }
}
