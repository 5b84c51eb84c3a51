package xyz.blueblocks.sdk.receive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.file.PrivateFiles;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.message.FileId;
import xyz.blueblocks.wire.transfer.DataBody;
import xyz.blueblocks.wire.transfer.FileOffer;

/// Unfinished files on disk: what was offered, where it goes, which chunks are held.
///
/// Two or three files each, named after the file id and a hash of the sender: `.offer` (`u32 n | n
/// JSON (folder, name) | offer body`, written once, synced) and `.held` (one bit per chunk, chunk 0
/// the highest of the first byte, written before each acknowledgement). Whether a bit is true is
/// decided by the chunk's bytes when the program starts anew. `.place` says, once the file is
/// whole, where it is being published; it is not synced, because a kill of the program loses
/// nothing.
final class IncomingStore {
    private static final String OFFER = ".offer";
    private static final String HELD = ".held";
    private static final String PLACE = ".place";
    private static final int MAX_OFFER = 1 << 20;
    private static final int HASH_CHARS = 16;

    private final Path folder;

    IncomingStore(Path folder) throws IOException {
        PrivateFiles.folder(folder);
        this.folder = folder;
    }

    /// Names an unfinished file: ids are only unique for their sender.
    static String key(PeerId sender, FileId id) {
        String hash = Text.hex(Sha256.hash(sender.bytes())).substring(0, HASH_CHARS);
        return id + "-" + hash;
    }

    /// An unfinished file as it was left.
    static final class Left {
        final String key;
        final Path target;
        final String name;
        final FileOffer offer;
        final Instant touched;

        Left(String key, Path target, String name, FileOffer offer, Instant touched) {
            this.key = key;
            this.target = target;
            this.name = name;
            this.offer = offer;
            this.touched = touched;
        }
    }

    void keep(String key, Path target, String name, byte[] offerBody) throws IOException {
        byte[] json =
                Json.object()
                        .put("folder", target.toAbsolutePath().toString())
                        .put("name", name)
                        .build()
                        .canonical();
        byte[] content =
                ByteBuffer.allocate(Integer.BYTES + json.length + offerBody.length)
                        .putInt(json.length)
                        .put(json)
                        .put(offerBody)
                        .array();
        PrivateFiles.write(folder.resolve(key + OFFER), content);
    }

    /// The bitmap of one, for its feed to write to.
    FileChannel bitmap(String key) throws IOException {
        return FileChannel.open(
                folder.resolve(key + HELD),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    /// The chunks that a bitmap claims.
    static BitSet claimed(FileChannel bitmap, int total) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((total + 7) / 8);
        int read = Math.max(0, bitmap.read(bytes, 0));
        BitSet held = new BitSet(total);
        for (int i = 0; i < Math.min(total, read * 8); i++) {
            held.set(i, (bytes.get(i / 8) & (0x80 >> (i % 8))) != 0);
        }
        return held;
    }

    /// Notes where a file is about to be published.
    void place(String key, Path place) throws IOException {
        Files.writeString(folder.resolve(key + PLACE), place.toString());
    }

    /// Where a file was about to be published, if it came to that.
    Optional<Path> placed(String key) throws IOException {
        Path note = folder.resolve(key + PLACE);
        return Files.exists(note)
                ? Optional.of(Path.of(Files.readString(note))).filter(Files::exists)
                : Optional.empty();
    }

    /// Forgets places of messages whose sender never came back for the receipt.
    void forgetPlaces(Instant before) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.filter(file -> file.toString().endsWith(PLACE)).toList()) {
                if (Files.getLastModifiedTime(each).toInstant().isBefore(before)) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    void drop(String key) throws IOException {
        Files.deleteIfExists(folder.resolve(key + PLACE));
        Files.deleteIfExists(folder.resolve(key + HELD));
        Files.deleteIfExists(folder.resolve(key + OFFER));
    }

    List<Left> all() throws IOException {
        List<Left> left = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.sorted().toList()) {
                if (each.toString().endsWith(OFFER)) {
                    read(each).ifPresent(left::add);
                }
            }
        }
        return left;
    }

    /// How many are kept of the sender that a key belongs to.
    int unfinished(String key) throws IOException {
        String ending = key.substring(key.length() - HASH_CHARS) + OFFER;
        try (Stream<Path> files = Files.list(folder)) {
            return (int) files.filter(each -> each.toString().endsWith(ending)).count();
        }
    }

    /// One of them; empty when there is none or it is damaged.
    Optional<Left> find(String key) throws IOException {
        Path place = folder.resolve(key + OFFER);
        return Files.exists(place) ? read(place) : Optional.empty();
    }

    private Optional<Left> read(Path place) throws IOException {
        if (Files.size(place) > MAX_OFFER) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(place);
        int json = bytes.length < Integer.BYTES ? -1 : ByteBuffer.wrap(bytes).getInt();
        if (json < 2 || json > Math.min(bytes.length - Integer.BYTES, Limits.MAX_JSON_BYTES)) {
            return Optional.empty();
        }
        int at = Integer.BYTES + json;
        String name = place.getFileName().toString();
        String key = name.substring(0, name.length() - OFFER.length());
        Instant touched = touched(key, place);
        return Json.parse(Arrays.copyOfRange(bytes, Integer.BYTES, at))
                .toOptional()
                .flatMap(meta ->
                        DataBody.decode(bytes, at, bytes.length - at)
                                .toOptional()
                                .filter(FileOffer.class::isInstance)
                                .map(FileOffer.class::cast)
                                .flatMap(offer ->
                                        meta.text("folder")
                                                .flatMap(target ->
                                                        meta.text("name")
                                                                .map(shown ->
                                                                        new Left(
                                                                                key,
                                                                                Path.of(target),
                                                                                shown,
                                                                                offer,
                                                                                touched)))));
    }

    private Instant touched(String key, Path offer) throws IOException {
        Path held = folder.resolve(key + HELD);
        return Files.getLastModifiedTime(Files.exists(held) ? held : offer).toInstant();
    }
}
