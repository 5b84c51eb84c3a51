package xyz.blueblocks.sdk.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xyz.blueblocks.crypto.file.PrivateFiles;
import xyz.blueblocks.sdk.route.AllowedPlaces;
import xyz.blueblocks.sdk.route.RouteTerms;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.message.Priority;
import xyz.blueblocks.wire.transfer.DataBody;
import xyz.blueblocks.wire.transfer.FileOffer;

/// Files that were being sent, kept on disk until their receipt is here, so that they can go on
/// after this program was killed.
///
/// One file each, `<file id>.send`: `u32 n | n JSON (path, size, modified, reason?,
/// allowed_regions?, allowed_jurisdictions?, priority?) | offer body`. Beside it lies an empty
/// `<file id>.accepted` from the moment on that the receiver took the offer; it is not synced,
/// because losing it costs no more than an offer made anew. Names and places of files are private,
/// so the folder is its owner's alone.
final class SendStore {
    private static final String SUFFIX = ".send";
    private static final String ACCEPTED = ".accepted";
    private static final String REGIONS = "allowed_regions";
    private static final String JURISDICTIONS = "allowed_jurisdictions";
    private static final String PRIORITY = "priority";
    private static final int MAX_BYTES = 1 << 20;

    private final Path folder;

    SendStore(Path folder) {
        this.folder = folder;
    }

    /// A transfer as it was left.
    ///
    /// @param accepted whether the receiver ever took the offer
    record Kept(
            Path path,
            long sizeBytes,
            long modifiedMillis,
            Optional<String> reason,
            RouteTerms terms,
            OfferedFile offer,
            boolean accepted) {
        /// The same with a new offer, which nobody has taken.
        Kept with(OfferedFile fresh) {
            return new Kept(path, sizeBytes, modifiedMillis, reason, terms, fresh, false);
        }
    }

    /// Writes a transfer down, before its first byte is sent.
    void keep(OfferedFile offer, FileSource source, Optional<String> reason, RouteTerms terms) {
        write(place(offer.id().toString()), offer, source, reason, terms);
    }

    /// Notes that the receiver took the offer, before the first chunk is sent.
    void accepted(String id) {
        try {
            Files.write(folder.resolve(id + ACCEPTED), new byte[0]);
        } catch (IOException e) {
            // A transfer that is resumed late then makes its offer anew: no reason to end this one.
        }
    }

    /// Writes a new offer in the place of an old one. A kill in between leaves the new one under
    /// the old name, which the next look mends.
    void replace(Kept old, OfferedFile fresh, FileSource source) {
        Path place = place(old.offer().id().toString());
        write(place, fresh, source, old.reason(), old.terms());
        rename(place, fresh);
    }

    private void rename(Path place, OfferedFile offer) {
        try {
            Files.move(place, place(offer.id().toString()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("keeping a transfer", e);
        }
    }

    private void write(
            Path place,
            OfferedFile offer,
            FileSource source,
            Optional<String> reason,
            RouteTerms terms) {
        byte[] json =
                Json.object()
                        .put("path", source.path().toAbsolutePath().toString())
                        .put("size", source.sizeBytes())
                        .put("modified", source.modifiedMillis())
                        .putText("reason", reason)
                        .putTexts(REGIONS, new TreeSet<>(terms.within().regions()))
                        .putTexts(JURISDICTIONS, new TreeSet<>(terms.within().jurisdictions()))
                        .put(PRIORITY, terms.priority().text())
                        .build()
                        .canonical();
        byte[] content =
                ByteBuffer.allocate(Integer.BYTES + json.length + offer.body().length)
                        .putInt(json.length)
                        .put(json)
                        .put(offer.body())
                        .array();
        try {
            PrivateFiles.folder(folder);
            PrivateFiles.write(place, content);
        } catch (IOException e) {
            throw new UncheckedIOException("keeping a transfer", e);
        }
    }

    private Path place(String id) {
        return folder.resolve(id + SUFFIX);
    }

    /// Forgets a transfer.
    void drop(String id) {
        try {
            Files.deleteIfExists(place(id));
            Files.deleteIfExists(folder.resolve(id + ACCEPTED));
        } catch (IOException e) {
            throw new UncheckedIOException("forgetting a transfer", e);
        }
    }

    /// All that were left; damaged ones are passed over.
    List<Kept> all() {
        List<Kept> kept = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return kept;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(each -> each.toString().endsWith(SUFFIX))
                    .sorted()
                    .forEach(each ->
                            read(each).map(found -> named(each, found)).ifPresent(kept::add));
        } catch (IOException e) {
            throw new UncheckedIOException("reading kept transfers", e);
        }
        return kept;
    }

    private Kept named(Path place, Kept found) {
        if (!place.equals(place(found.offer().id().toString()))) {
            rename(place, found.offer());
        }
        return found;
    }

    private Optional<Kept> read(Path place) {
        try {
            if (Files.size(place) > MAX_BYTES) {
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(place);
            if (bytes.length < Integer.BYTES) {
                return Optional.empty();
            }
            int json = ByteBuffer.wrap(bytes).getInt();
            if (json < 2 || json > Math.min(bytes.length - Integer.BYTES, Limits.MAX_JSON_BYTES)) {
                return Optional.empty();
            }
            int at = Integer.BYTES + json;
            Decoded<DataBody> body = DataBody.decode(bytes, at, bytes.length - at);
            Decoded<JsonObject> head = Json.parse(Arrays.copyOfRange(bytes, Integer.BYTES, at));
            return head.toOptional()
                    .flatMap(meta ->
                            body.toOptional()
                                    .filter(FileOffer.class::isInstance)
                                    .map(FileOffer.class::cast)
                                    .flatMap(OfferedFile::of)
                                    .flatMap(offer -> kept(meta, offer)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Kept> kept(JsonObject meta, OfferedFile offer) {
        Optional<String> path = meta.text("path");
        Optional<AllowedPlaces> within = within(meta);
        if (path.isEmpty()
                || within.isEmpty()
                || meta.integer("size").isEmpty()
                || meta.integer("modified").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Kept(
                        Path.of(path.get()),
                        meta.integer("size").getAsLong(),
                        meta.integer("modified").getAsLong(),
                        meta.text("reason"),
                        new RouteTerms(within.get(), priority(meta)),
                        offer,
                        Files.exists(folder.resolve(offer.id() + ACCEPTED))));
    }

    /// Where it may go; none if what is there says nothing that can be followed. A transfer kept
    /// before there were such wishes may go anywhere.
    private static Optional<AllowedPlaces> within(JsonObject meta) {
        Optional<Set<String>> regions = texts(meta, REGIONS);
        Optional<Set<String>> jurisdictions = texts(meta, JURISDICTIONS);
        try {
            return regions.flatMap(
                    some -> jurisdictions.map(others -> new AllowedPlaces(some, others)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// How urgent it is: normal for a transfer kept before it was written down. What cannot be read
    /// counts as normal too, because a delay is less than a transfer that is lost.
    private static Priority priority(JsonObject meta) {
        return meta.text(PRIORITY).flatMap(Priority::parse).orElse(Priority.NORMAL);
    }

    private static Optional<Set<String>> texts(JsonObject meta, String name) {
        if (meta.get(name).isEmpty()) {
            return Optional.of(Set.of());
        }
        return meta.array(name)
                .filter(all -> all.stream().allMatch(JsonValue.Text.class::isInstance))
                .map(all ->
                        all.stream()
                                .map(each -> ((JsonValue.Text) each).value())
                                .collect(Collectors.toSet()));
    }
}
