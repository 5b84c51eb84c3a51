package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.chunk.ChunkLayout;
import xyz.blueblocks.sdk.route.AllowedPlaces;
import xyz.blueblocks.sdk.route.RouteTerms;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.FileId;
import xyz.blueblocks.wire.message.FileMetadata;
import xyz.blueblocks.wire.message.Priority;

/// What is remembered of a transfer between two runs of a program.
final class SendStoreIT extends TransferCase {
    private static final FileId ID = new FileId(1, 2);
    private static final RouteTerms URGENT =
            new RouteTerms(AllowedPlaces.jurisdictions("NL"), Priority.EMERGENCY);

    private SendStore.Kept kept() throws IOException {
        SendStore store = new SendStore(folder);
        try (FileSource source = FileSource.open(ends.file("scan.dcm", 2 * MIB, 5))) {
            store.keep(offer(source), source, Optional.of("stroke"), URGENT);
        }
        assertThat(store.all()).hasSize(1);
        return store.all().getFirst();
    }

    private OfferedFile offer(FileSource source) {
        ChunkLayout layout = Sender.layout(source.sizeBytes());
        FileDigest digest = FileDigest.read(source, layout, _ -> {});
        FileMetadata metadata =
                new FileMetadata(
                        ID,
                        "scan.dcm",
                        "application/dicom",
                        layout.sizeBytes(),
                        layout.chunkSizeBytes(),
                        layout.total(),
                        digest.hash(),
                        ends.from.id,
                        ends.to.id,
                        Instant.ofEpochSecond(1_800_000_000));
        return OfferedFile.sign(metadata, digest, ends.from.identity());
    }

    @Test
    @DisplayName("B04, B09: how urgent a transfer is, why, and where it may go are kept with it")
    void what_is_kept_is_read_as_it_was() throws IOException {
        SendStore.Kept kept = kept();
        OfferedFile anew = kept.offer().anew(new FileId(3, 4), Instant.EPOCH, ends.from.identity());
        SendStore store = new SendStore(folder);
        try (FileSource source = FileSource.open(kept.path())) {
            store.replace(kept, anew, source);
        }

        for (SendStore.Kept each : List.of(kept, kept.with(anew), store.all().getFirst())) {
            assertThat(each.terms()).isEqualTo(URGENT);
            assertThat(each.reason()).contains("stroke");
        }
        assertThat(store.all()).extracting(each -> each.offer().id()).containsExactly(anew.id());
    }

    @Test
    @DisplayName("B04: a transfer that was kept before there were priorities is a normal one")
    void a_transfer_without_priority_is_normal() throws IOException {
        kept();
        Path place = folder.resolve(ID + ".send");
        Files.write(place, withoutPriority(Files.readAllBytes(place)));

        assertThat(new SendStore(folder).all())
                .singleElement()
                .extracting(SendStore.Kept::terms)
                .isEqualTo(URGENT.priority(Priority.NORMAL));
    }

    private static byte[] withoutPriority(byte[] content) {
        ByteBuffer in = ByteBuffer.wrap(content);
        byte[] head = new byte[in.getInt()];
        in.get(head);
        JsonObject json = Json.parse(head).orElseThrow();
        assertThat(json.text("priority")).contains("emergency");
        byte[] old = json.without("priority").canonical();
        return ByteBuffer.allocate(content.length - head.length + old.length)
                .putInt(old.length)
                .put(old)
                .put(in)
                .array();
    }
}
