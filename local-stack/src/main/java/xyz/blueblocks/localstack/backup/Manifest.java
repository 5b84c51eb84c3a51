package xyz.blueblocks.localstack.backup;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hash.Blake3;

/// The last member of an archive: what the archive is of, and the hash of every other member.
///
/// ```
/// made 2026-11-20T13:00:00Z
/// system linux amd64
/// postgres 18
/// log 123                        entries under the log's newest checkpoint
/// members 2
/// - 0 secrets                    a folder
/// <64 hex> 44 secrets/admin-key  a file: BLAKE3, bytes, name
/// blake3 <64 hex>                over all lines before this one
/// ```
///
/// @param made when the backup was begun
/// @param system operating system and processor, which the database's files depend on
/// @param postgres major version of the database's files
/// @param logSize entries under the newest checkpoint that the archive's log has signed
/// @param members by name, in the order of the archive
record Manifest(
        Instant made,
        String system,
        String postgres,
        long logSize,
        SequencedMap<String, Member> members) {
    /// Name of the member.
    static final String NAME = "manifest";

    /// 200 000 members with names of 100 characters.
    static final int MAX_BYTES = 40 << 20;

    private static final Pattern LINE =
            Pattern.compile("(-|[0-9a-f]{64}) (0|[1-9][0-9]{0,17}) (\\S{1,255})");

    /// One member.
    ///
    /// @param hash BLAKE3 in hex; `-` for a folder
    /// @param sizeBytes of its content
    record Member(String hash, long sizeBytes) {
        static final Member FOLDER = new Member("-", 0);

        boolean isFolder() {
            return hash.equals("-");
        }
    }

    Manifest {
        members = new LinkedHashMap<>(members);
    }

    /// Operating system and processor of this program.
    static String thisSystem() {
        return (System.getProperty("os.name", "?") + " " + System.getProperty("os.arch", "?"))
                .toLowerCase(Locale.ROOT);
    }

    /// What all files hold together.
    long totalBytes() {
        return members.values().stream().mapToLong(Member::sizeBytes).sum();
    }

    byte[] bytes() {
        String lines =
                "made "
                        + made
                        + "\nsystem "
                        + system
                        + "\npostgres "
                        + postgres
                        + "\nlog "
                        + logSize
                        + "\nmembers "
                        + members.size()
                        + "\n"
                        + members.entrySet().stream()
                                .map(e ->
                                        e.getValue().hash()
                                                + " "
                                                + e.getValue().sizeBytes()
                                                + " "
                                                + e.getKey()
                                                + "\n")
                                .collect(Collectors.joining());
        byte[] body = lines.getBytes(StandardCharsets.UTF_8);
        byte[] seal =
                ("blake3 " + Text.hex(Blake3.hash(body)) + "\n")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(body, body.length + seal.length);
        System.arraycopy(seal, 0, all, body.length, seal.length);
        return all;
    }

    /// Reads a manifest; empty unless it is exactly as [#bytes()] writes it.
    static Optional<Manifest> parse(byte[] bytes) {
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        if (lines.size() < 6) return Optional.empty();
        try {
            Manifest read =
                    new Manifest(
                            Instant.parse(value(lines.get(0), "made ")),
                            value(lines.get(1), "system "),
                            value(lines.get(2), "postgres "),
                            Long.parseLong(value(lines.get(3), "log ")),
                            members(lines.subList(5, lines.size() - 1)));
            return Optional.of(read).filter(manifest -> Arrays.equals(manifest.bytes(), bytes));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String value(String line, String name) {
        if (!line.startsWith(name)) throw new IllegalArgumentException(name);
        return line.substring(name.length());
    }

    private static SequencedMap<String, Member> members(List<String> lines) {
        SequencedMap<String, Member> members = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher m = LINE.matcher(line);
            if (!m.matches()) throw new IllegalArgumentException("line");
            members.put(m.group(3), new Member(m.group(1), Long.parseLong(m.group(2))));
        }
        return members;
    }

    /// A view for those who only look.
    Map<String, Member> all() {
        return Collections.unmodifiableMap(members);
    }
}
