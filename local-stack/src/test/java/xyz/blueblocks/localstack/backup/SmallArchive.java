package xyz.blueblocks.localstack.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.merkle.Checkpoint;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.localstack.StackInvites;

/// A small archive as `bb backup` writes it, but for a database; and what somebody makes of it who
/// can pack as well.
final class SmallArchive {
    static final long SEED = 20_261_120;
    static final int LOG_SIZE = 41;
    static final byte[] LOG_SEED = filled(7);

    private SmallArchive() {}

    /// Writes it.
    ///
    /// @param folder for it and for what it is made of
    static Path write(Path folder) throws IOException {
        Path file = folder.resolve("made.backup");
        Path noise = Files.write(file.resolveSibling("noise"), noise());
        try (ArchiveWriter writer = ArchiveWriter.begin(file)) {
            writer.folder("secrets");
            writer.bytes(
                    "secrets/audit-log-key",
                    utf8(Base64.getUrlEncoder().withoutPadding().encodeToString(LOG_SEED) + "\n"));
            writer.folder("postgres");
            writer.folder("postgres/data");
            writer.folder("postgres/data/pg_notify");
            writer.bytes("postgres/data/PG_VERSION", utf8("18\n"));
            assertThat(writer.file("postgres/data/noise", noise)).isTrue();
            assertThat(writer.file("postgres/data/gone", noise.resolveSibling("gone"))).isFalse();
            writer.bytes(MemberNames.CHECKPOINT, utf8(note(LOG_SIZE, 1, LOG_SEED)));
            assertThat(writer.finish(Instant.EPOCH, "18", LOG_SIZE).all()).hasSize(8);
        }
        return file;
    }

    private static byte[] noise() {
        byte[] noise = new byte[3_000];
        new Random(SEED).nextBytes(noise);
        return noise;
    }

    /// A member as it is in the tar; a folder's name has a slash behind it.
    static final class Content {
        private final String name;
        private final byte[] bytes;

        Content(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes.clone();
        }
    }

    interface Change {
        void to(List<Content> members);
    }

    /// The good archive with other members, packed as well as any.
    static byte[] packed(byte[] good, Change change) throws IOException {
        List<Content> members = new ArrayList<>();
        try (var in =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(good)))) {
            for (TarArchiveEntry entry = in.getNextEntry();
                    entry != null;
                    entry = in.getNextEntry()) {
                members.add(new Content(entry.getName(), in.readAllBytes()));
            }
        }
        change.to(members);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = tar(bytes)) {
            for (Content each : members) put(tar, each);
        }
        return bytes.toByteArray();
    }

    static TarArchiveOutputStream tar(OutputStream into) throws IOException {
        return new TarArchiveOutputStream(new GZIPOutputStream(into), "UTF-8");
    }

    static void put(TarArchiveOutputStream tar, Content content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(content.name, true);
        entry.setSize(content.bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(content.bytes);
        tar.closeArchiveEntry();
    }

    static Content changed(Content content) {
        byte[] other = content.bytes.clone();
        other[0] ^= 1;
        return new Content(content.name, other);
    }

    static String note(long size, int root, byte[] seed) {
        try (SecretBytes secret = SecretBytes.take(seed.clone());
                Ed25519PrivateKey key = Ed25519PrivateKey.fromSeed(secret)) {
            return Checkpoint.of(StackInvites.LOG_ORIGIN, size, filled(root)).sign(key);
        }
    }

    static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
