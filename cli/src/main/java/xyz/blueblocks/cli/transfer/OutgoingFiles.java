package xyz.blueblocks.cli.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.Sizes;
import xyz.blueblocks.wire.Limits;

/// Finds what is to be sent, and refuses before the first byte leaves what could not arrive.
///
/// A folder stands for each file below it, in order of their paths; such a file is called by the
/// folder's name and its path in it (`study/series/1.dcm`), which the receiver sees with `_` for
/// `/`. Links in a folder are not followed: they could lead anywhere. A link named on the command
/// line is meant.
final class OutgoingFiles {
    static final String STANDARD_INPUT = "-";
    private static final int MAX_FILES = 100_000;
    private static final int MAX_NAME = 256;

    private final Optional<String> contentType;

    /// @param contentType of all; guessed from each name when empty
    OutgoingFiles(Optional<String> contentType) {
        this.contentType = contentType;
    }

    List<Outgoing> find(List<Path> named) throws IOException {
        List<Outgoing> found = new ArrayList<>();
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                addFolder(path, found);
            } else {
                found.add(file(path, String.valueOf(path.getFileName())));
            }
        }
        if (found.size() > MAX_FILES) {
            throw new CommandFailure(
                    ExitCode.LIMIT,
                    "These are " + found.size() + " files.",
                    "At most " + MAX_FILES + " are sent at once.",
                    "Pack them into an archive, or send part of them.");
        }
        if (found.isEmpty()) {
            throw CommandFailure.usage(
                    "There is no file in it.", "Name a file or a folder with files.");
        }
        return found;
    }

    private void addFolder(Path folder, List<Outgoing> found) throws IOException {
        Path real = folder.toRealPath();
        String prefix = real.getFileName() == null ? "" : real.getFileName() + "/";
        Set<FileVisitOption> none = Set.of();
        try (Stream<Path> below = Files.walk(real, none.toArray(FileVisitOption[]::new))) {
            List<Path> files =
                    below.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                            .sorted()
                            .limit(MAX_FILES + 1L)
                            .toList();
            for (Path each : files) {
                String relative = real.relativize(each).toString().replace('\\', '/');
                found.add(file(each, prefix + relative));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// One file under a name.
    Outgoing file(Path path, String name) throws IOException {
        if (!Files.exists(path)) throw new NoSuchFileException(path.toString());
        if (!Files.isRegularFile(path)) {
            throw CommandFailure.usage(
                    path + " is neither a file nor a folder.",
                    "For a pipe: cat " + path + " | bb send - --name NAME --to NAME");
        }
        if (!Files.isReadable(path)) {
            throw new java.nio.file.AccessDeniedException(path.toString());
        }
        long size = Files.size(path);
        if (size > Limits.MAX_FILE_BYTES) throw tooLarge(path.toString(), size);
        return new Outgoing(
                path, shortened(name), contentType.orElseGet(() -> MediaTypes.of(name)), size);
    }

    static CommandFailure tooLarge(String what, long size) {
        return new CommandFailure(
                ExitCode.LIMIT,
                what + " has " + Sizes.text(size) + ".",
                "A file may have 5 GiB at most.",
                "Split it: split -b 5000M FILE part-");
    }

    /// The end of a path says most.
    private static String shortened(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(name.length() - MAX_NAME);
    }
}
