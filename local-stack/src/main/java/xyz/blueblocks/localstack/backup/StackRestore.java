package xyz.blueblocks.localstack.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.crypto.merkle.Checkpoint;
import xyz.blueblocks.crypto.merkle.NoteKey;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.StackException;
import xyz.blueblocks.localstack.StackInvites;
import xyz.blueblocks.localstack.state.PrivateFiles;
import xyz.blueblocks.localstack.state.StackLock;
import xyz.blueblocks.localstack.state.StateFolder;

/// Puts an archive's content into an empty state folder, in one step: everything is laid out beside
/// it, checked, brought to disk, and then named. Whatever goes wrong before that leaves the folder
/// as it was.
///
/// The audit log goes on only where it is known that nothing was signed after the backup: a log
/// that signs another entry at a place it has signed before has forked, and everybody who kept a
/// checkpoint will see it. Otherwise audit-service holds it (docs/operations/backup.md).
public final class StackRestore {
    private static final int MAX_NOTE_BYTES = 16 * 1024;

    private final Path archive;
    private final StateFolder target;
    private final Consumer<String> progress;

    /// @param progress gets a line for a person with each step
    public StackRestore(Path archive, StateFolder target, Consumer<String> progress) {
        this.archive = archive.toAbsolutePath().normalize();
        this.target = target;
        this.progress = progress;
    }

    /// What was restored.
    ///
    /// @param made when the backup was taken
    /// @param files how many
    /// @param sizeBytes of all of them
    /// @param logSize entries under the log's newest checkpoint
    /// @param held whether the audit log waits for somebody to say that nothing came after it
    public record Restored(Instant made, int files, long sizeBytes, long logSize, boolean held) {}

    /// Restores.
    ///
    /// @param newest the newest checkpoint that anybody has, if they were asked
    public Restored run(Optional<Path> newest) {
        Path root = target.root();
        requireEmpty(root);
        try {
            progress.accept("checking " + archive.getFileName());
            ArchiveReader reader = new ArchiveReader(archive);
            Manifest manifest = reader.verify();
            requireSameSystem(manifest);
            Optional<String> note =
                    newest.isPresent() ? Optional.of(note(newest.get())) : Optional.empty();
            boolean fresh = !Files.exists(root);
            try (StackLock lock = StackLock.tryTake(target.lock()).orElseThrow(this::inUse)) {
                requireEmpty(root);
                lay(reader, manifest, root.toRealPath(), note);
            } catch (IOException | RuntimeException e) {
                if (fresh) unmake(root);
                throw e;
            }
            return new Restored(
                    manifest.made(),
                    manifest.all().size(),
                    manifest.totalBytes(),
                    manifest.logSize(),
                    note.isEmpty());
        } catch (IOException e) {
            throw failed(e);
        } catch (UncheckedIOException e) {
            throw failed(Optional.ofNullable(e.getCause()).orElseThrow());
        }
    }

    private StackException failed(IOException e) {
        return new StackException(
                "The backup could not be restored; nothing was changed.",
                e.getMessage() + ".",
                "See to room and rights in " + target.root().getParent() + ", then try again.");
    }

    private void lay(ArchiveReader reader, Manifest manifest, Path root, Optional<String> note)
            throws IOException {
        Path parent = root.getParent();
        if (parent == null) throw new IOException(root + ": no place for a stack");
        requireRoom(parent, manifest);
        Path part = parent.resolve("." + root.getFileName() + ".restoring");
        PrivateFiles.deleteTree(part); // of a killed restore: the lock is ours
        try {
            progress.accept("writing " + manifest.all().size() + " files");
            if (!reader.extract(PrivateFiles.folder(part)).equals(manifest))
                throw new IOException(archive + ": changed while it was read");
            if (note.isPresent()) vouch(part, manifest, note.get());
            // The state folder is empty but for its lock; a rename over it is one step.
            Files.delete(root.resolve(target.lock().getFileName()));
            Files.move(part, root, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            PrivateFiles.deleteTree(part);
        }
    }

    /// Lets the log go on if its newest checkpoint is the newest that anybody has.
    private void vouch(Path part, Manifest manifest, String note) throws IOException {
        NoteKey key = StackInvites.logKeyIn(part.resolve(MemberNames.SECRETS));
        Checkpoint seen =
                Checkpoint.open(note, key)
                        .orElseThrow(() ->
                                new CommandFailure(
                                        ExitCode.INTEGRITY,
                                        "The checkpoint is not of this log.",
                                        "The log's key in the backup has not signed it.",
                                        "Name one that this network's log has signed."));
        if (seen.size() > manifest.logSize())
            throw new CommandFailure(
                    ExitCode.DENIED,
                    "The log went on after this backup.",
                    "It has signed "
                            + seen.size()
                            + " entries; the backup holds "
                            + manifest.logSize()
                            + ", and going on from there would fork it.",
                    "Restore a newer backup, or this one without --newest-checkpoint: the log is"
                            + " then held.");
        String held = Files.readString(part.resolve(MemberNames.CHECKPOINT));
        Optional<Checkpoint> own = Checkpoint.open(held, key);
        if (seen.size() == manifest.logSize() && !own.equals(Optional.of(seen)))
            throw new CommandFailure(
                    ExitCode.INTEGRITY,
                    "The log has forked already.",
                    "It signed two different trees of " + seen.size() + " entries.",
                    "Keep both checkpoints: they are the evidence.");
        PrivateFiles.write(
                part.resolve(StateFolder.NEWEST_CHECKPOINT), held.getBytes(StandardCharsets.UTF_8));
    }

    private static String note(Path file) throws IOException {
        try {
            if (Files.size(file) > MAX_NOTE_BYTES)
                throw CommandFailure.usage(
                        file + " is no checkpoint.", "Name a file with the text of /checkpoint.");
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw CommandFailure.missing(
                    "There is no file " + file + ".",
                    "Name the newest checkpoint that anybody has.");
        }
    }

    private void requireEmpty(Path root) {
        if (LocalStack.attach(root).isPresent())
            throw new StackException(
                    "A stack runs in " + root + ".",
                    "A restore never touches it.",
                    "Stop it and delete its state with bb down --wipe, or name another folder with"
                            + " --state.");
        if (!Files.exists(root)) return;
        try (Stream<Path> children = Files.list(root)) {
            List<String> other =
                    children.map(child -> child.getFileName().toString())
                            .filter(name -> !name.equals(target.lock().getFileName().toString()))
                            .sorted()
                            .toList();
            if (!other.isEmpty())
                throw new StackException(
                        root + " is not empty.",
                        "It holds " + String.join(", ", other) + "; a restore replaces nothing.",
                        "Delete a stack's state with bb down --wipe, or name another folder with"
                                + " --state.");
        } catch (IOException e) {
            throw new StackException(root + " cannot be looked into.", e);
        }
    }

    private static void requireSameSystem(Manifest manifest) {
        if (!manifest.system().equals(Manifest.thisSystem()))
            throw new StackException(
                    "The backup is of another system.",
                    "Its database was written on "
                            + manifest.system()
                            + "; this is "
                            + Manifest.thisSystem()
                            + ".",
                    "Restore it on a machine of its kind.");
    }

    private static void requireRoom(Path parent, Manifest manifest) throws IOException {
        long room = Files.getFileStore(parent).getUsableSpace();
        if (room < manifest.totalBytes())
            throw new CommandFailure(
                    ExitCode.LIMIT,
                    "There is no room for the backup in " + parent + ".",
                    (manifest.totalBytes() >> 20)
                            + " MiB are needed, "
                            + (room >> 20)
                            + " are free.",
                    "Free some, or name another folder with --state.");
    }

    /// Takes back the folder that the lock needed.
    private void unmake(Path root) {
        try {
            if (!Files.isRegularFile(target.layout())) {
                Files.deleteIfExists(target.lock());
                Files.deleteIfExists(root);
            }
        } catch (IOException e) {
            progress.accept("left behind: " + root); // empty, and in nobody's way
        }
    }

    private StackException inUse() {
        return new StackException(
                "The folder is in use.",
                "Another command works on " + target.root() + ".",
                "Wait for it, then try again.");
    }
}
