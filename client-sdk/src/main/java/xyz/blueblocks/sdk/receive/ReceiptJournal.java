package xyz.blueblocks.sdk.receive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import xyz.blueblocks.crypto.file.PrivateFiles;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Receipts given in the last seven days: what makes a repeated offer get the same answer, and the
/// application see each id once.
///
/// One file per day, one signed DATA_ACK per line, appended before the receipt is sent. A line that
/// a crash cut short is left out. In memory is only where each one lies. Safe for threads.
final class ReceiptJournal implements AutoCloseable {
    private static final Duration KEPT = Duration.ofDays(7);
    private static final String PREFIX = "receipts-";
    private static final String SUFFIX = ".jsonl";
    private static final int MAX_LINE = 64 * 1024;

    private final Path folder;
    private final Surroundings around;
    private final TreeMap<Long, FileChannel> days = new TreeMap<>();
    private final Map<Key, Place> places = new HashMap<>();

    private record Key(long high, long low) {
        static Key of(PeerId offerer, String id) {
            byte[] text = (offerer + " " + id).getBytes(StandardCharsets.UTF_8);
            ByteBuffer hash = ByteBuffer.wrap(Sha256.hash(text));
            return new Key(hash.getLong(), hash.getLong());
        }
    }

    private record Place(long day, long offset, int length) {}

    private ReceiptJournal(Path folder, Surroundings around) {
        this.folder = folder;
        this.around = around;
    }

    /// Opens the journal and reads where everything lies.
    static ReceiptJournal open(Path folder, Surroundings around) throws IOException {
        PrivateFiles.folder(folder);
        ReceiptJournal journal = new ReceiptJournal(folder, around);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.sorted().toList()) {
                journal.load(each);
            }
        }
        return journal;
    }

    private long today() {
        return Math.floorDiv(around.now().getEpochSecond(), Duration.ofDays(1).toSeconds());
    }

    private void load(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
            return;
        }
        String digits = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
        if (!digits.matches("\\d{1,9}")) {
            return;
        }
        long day = Long.parseLong(digits);
        if (day < today() - KEPT.toDays()) {
            Files.delete(file);
            return;
        }
        scan(day, channel(day));
    }

    private void scan(long day, FileChannel channel) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(2 * MAX_LINE);
        long at = 0;
        while (true) {
            piece.clear();
            int read = channel.read(piece, at);
            int line = read <= 0 ? -1 : lineEnd(piece.array(), read);
            if (line < 0) {
                // What follows was cut short: the next line begins here.
                channel.truncate(at);
                return;
            }
            int from = 0;
            while (line >= 0) {
                index(day, at + from, piece.array(), from, line);
                from = line + 1;
                line = lineEnd(piece.array(), from, read);
            }
            at += from;
        }
    }

    private static int lineEnd(byte[] bytes, int length) {
        return lineEnd(bytes, 0, length);
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void index(long day, long offset, byte[] bytes, int from, int to) {
        Json.parse(bytes, from, to - from, MAX_LINE)
                .toOptional()
                .ifPresent(json -> {
                    Optional<PeerId> offerer =
                            json.text("recipient_peer_id").flatMap(PeerId::parse);
                    Optional<String> id = json.text("message_id").or(() -> json.text("file_id"));
                    if (offerer.isPresent() && id.isPresent()) {
                        places.put(
                                Key.of(offerer.get(), id.get()), new Place(day, offset, to - from));
                    }
                });
    }

    private FileChannel channel(long day) throws IOException {
        FileChannel known = days.get(day);
        if (known == null) {
            known =
                    FileChannel.open(
                            folder.resolve(PREFIX + day + SUFFIX),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            days.put(day, known);
        }
        return known;
    }

    /// The receipt that was given for an id, as signed.
    synchronized Optional<JsonObject> find(PeerId offerer, String id) {
        Place place = places.get(Key.of(offerer, id));
        if (place == null) {
            return Optional.empty();
        }
        try {
            ByteBuffer line = ByteBuffer.allocate(place.length);
            FileChannel channel = channel(place.day);
            while (line.hasRemaining()) {
                if (channel.read(line, place.offset + line.position()) < 0) {
                    return Optional.empty();
                }
            }
            Decoded<JsonObject> json = Json.parse(line.array());
            return json.toOptional();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a receipt", e);
        }
    }

    /// Writes a receipt down.
    ///
    /// @param durably whether to wait until it is on the disk
    synchronized void append(PeerId offerer, String id, JsonObject receipt, boolean durably) {
        byte[] json = receipt.canonical();
        ByteBuffer line = ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
        try {
            long day = today();
            forgetBefore(day - KEPT.toDays());
            FileChannel channel = channel(day);
            long offset = channel.size();
            while (line.hasRemaining()) {
                channel.write(line, offset + line.position());
            }
            if (durably) {
                channel.force(false);
            }
            places.put(Key.of(offerer, id), new Place(day, offset, json.length));
        } catch (IOException e) {
            throw new UncheckedIOException("writing a receipt", e);
        }
    }

    private void forgetBefore(long day) throws IOException {
        while (!days.isEmpty() && days.firstKey() < day) {
            Map.Entry<Long, FileChannel> oldest = days.pollFirstEntry();
            long old = oldest.getKey();
            oldest.getValue().close();
            Files.deleteIfExists(folder.resolve(PREFIX + old + SUFFIX));
            places.values().removeIf(place -> place.day == old);
        }
    }

    @Override
    public synchronized void close() {
        for (FileChannel each : days.values()) {
            try (each) {
                each.force(false);
            } catch (IOException e) {
                // Appended lines are with the system already; nothing more can be done.
            }
        }
        days.clear();
    }
}
