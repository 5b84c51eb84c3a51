package xyz.blueblocks.e2e.tap;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/// Listens to a running process until it is closed: every byte that its links take from TLS or give
/// to it ends in a file per channel and direction.
public final class Wiretap implements AutoCloseable {
    private final Path agent;
    private final long pid;
    private final Path folder;

    private Wiretap(Path agent, long pid, Path folder) {
        this.agent = agent;
        this.pid = pid;
        this.folder = folder;
    }

    /// Begins to listen.
    ///
    /// @param pid a Java process of this user
    /// @param folder empty; streams go here
    public static Wiretap on(long pid, Path folder) throws IOException {
        Path agent = folder.resolveSibling(folder.getFileName() + ".jar");
        pack(agent);
        Wiretap tap = new Wiretap(agent, pid, folder);
        tap.load(folder.toString());
        return tap;
    }

    /// What was heard so far, a file per stream.
    public List<Path> streams() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private void load(String argument) throws IOException {
        try {
            VirtualMachine process = VirtualMachine.attach(Long.toString(pid));
            try {
                process.loadAgent(agent.toString(), argument);
            } finally {
                process.detach();
            }
        } catch (AttachNotSupportedException
                | AgentLoadException
                | AgentInitializationException e) {
            throw new IOException("process " + pid + " could not be tapped", e);
        }
    }

    /// The classes of this package as an agent's jar.
    private static void pack(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Agent-Class", TapAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        String inside = Tap.class.getPackageName().replace('.', '/');
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out, manifest);
                Stream<Path> classes = Files.list(classes().resolve(inside))) {
            for (Path each : classes.sorted().toList()) {
                packed.putNextEntry(new JarEntry(inside + "/" + each.getFileName()));
                Files.copy(each, packed);
            }
        }
    }

    private static Path classes() throws IOException {
        try {
            return Path.of(
                    Wiretap.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("where the classes of this test are is no path", e);
        }
    }

    /// Takes the tap out; the process is as it was.
    @Override
    public void close() throws IOException {
        load("");
    }
}
