package xyz.blueblocks.localstack.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which processes this stack has started, on disk, so that the run after a killed one can end what
/// the killed one left. One file per process, `NAME.process`, with a [ProcessIdentity] in it.
public final class ProcessRegistry {
    private static final String SUFFIX = ".process";
    private final Path folder;

    /// @param folder `run/` of the state folder
    public ProcessRegistry(Path folder) {
        this.folder = folder;
    }

    public synchronized void add(String name, ProcessIdentity process) {
        PrivateFiles.write(file(name), (process.text() + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    public void remove(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "record of process " + name + " could not be deleted", e);
        }
    }

    /// Forgets `process`, unless the name has gone to another one since.
    public synchronized void remove(String name, ProcessIdentity process) {
        Optional<ProcessIdentity> recorded = read(name);
        if (recorded.isEmpty() || recorded.get().equals(process)) remove(name);
    }

    /// The living process of that name.
    public Optional<ProcessIdentity> find(String name) {
        return read(name).filter(ProcessIdentity::isAlive);
    }

    private Optional<ProcessIdentity> read(String name) {
        try {
            return ProcessIdentity.parse(
                    Files.readString(file(name), StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            return Optional.empty(); // no such record
        }
    }

    /// All living processes by name. Records of dead ones are passed over.
    public Map<String, ProcessIdentity> living() {
        Map<String, ProcessIdentity> living = new TreeMap<>();
        if (!Files.isDirectory(folder)) return living;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                name = name.substring(0, name.length() - SUFFIX.length());
                Optional<ProcessIdentity> process = find(name);
                if (process.isPresent()) living.put(name, process.get());
            }
            return living;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "records of processes in " + folder + " could not be read", e);
        }
    }

    private Path file(String name) {
        return folder.resolve(name + SUFFIX);
    }
}
