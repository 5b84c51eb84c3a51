package xyz.blueblocks.localstack;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import xyz.blueblocks.localstack.process.AtExit;
import xyz.blueblocks.localstack.process.Ending;
import xyz.blueblocks.localstack.process.StopSignal;
import xyz.blueblocks.localstack.state.PrivateFiles;
import xyz.blueblocks.localstack.state.ProcessIdentity;
import xyz.blueblocks.localstack.state.ProcessRegistry;
import xyz.blueblocks.localstack.state.StackLock;
import xyz.blueblocks.localstack.state.StateFolder;

/// A stack that outlives the command that started it: a process of its own holds it.
///
/// Until all services are ready the two are tied: when the command is interrupted or killed, the
/// daemon notices the end of its standard input and stops everything it has begun.
public final class StackDaemon {
    /// What the launcher writes when it is content and the daemon may stay.
    static final int KEEP = 'k';

    /// The daemon's last line before it waits.
    static final String READY = "ready";

    /// First word of the daemon's last line when it gives up.
    static final String FAILED = "failed ";

    /// Small: it holds the strings and pipes of a dozen processes.
    private static final List<String> FLAGS =
            List.of(
                    "-Xmx48m",
                    "-Xss256k",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:ReservedCodeCacheSize=16m");

    private static final Duration STOP_LIMIT = Duration.ofSeconds(45);

    private static final Duration EXIT_LIMIT = Duration.ofSeconds(5);

    private StackDaemon() {}

    /// Starts a daemon with a stack and returns when all is ready.
    ///
    /// @param progress gets a line for a person whenever a service has changed
    /// @throws StackException if it could not be started; nothing is left running then
    public static void launch(StackSettings settings, Consumer<String> progress)
            throws IOException {
        StateFolder folder = new StateFolder(settings.state()).create();
        Process daemon = begin(settings, folder);
        String last = "";
        try (AtExit _ = AtExit.run("abandon-daemon", () -> abandon(daemon));
                BufferedReader out = daemon.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = line;
                if (line.equals(READY) || line.startsWith(FAILED)) break;
                progress.accept(line);
            }
            if (last.equals(READY)) {
                daemon.getOutputStream().write(KEEP);
                daemon.getOutputStream().flush();
                return;
            }
        } finally {
            if (!last.equals(READY)) abandon(daemon);
        }
        if (last.startsWith(FAILED)) throw StackException.parse(last.substring(FAILED.length()));
        throw new StackException(
                "The stack's supervisor died.",
                "It was killed, or the machine has no memory left.",
                "Read " + folder.log(RunningStack.SUPERVISOR) + ", then try again.");
    }

    private static Process begin(StackSettings settings, StateFolder folder) throws IOException {
        List<String> command = new ArrayList<>(detached());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED"));
        // A dozen signatures are no reason to load native libraries.
        command.add("-Dblueblocks.crypto.natives=off");
        command.add("-Dbb.home=" + HomeFolder.find().root());
        command.add("-cp");
        command.add(
                HomeFolder.ownClassPath().stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        command.add(SupervisorMain.class.getName());
        command.addAll(settings.arguments());
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.root().toFile());
        builder.environment().putAll(Map.of("MALLOC_ARENA_MAX", "2"));
        File log = PrivateFiles.touch(folder.log(RunningStack.SUPERVISOR)).toFile();
        return builder.redirectError(ProcessBuilder.Redirect.appendTo(log)).start();
    }

    /// Out of the terminal's reach: Ctrl-C and hanging up are for the command alone.
    private static List<String> detached() {
        for (String folder :
                System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, "setsid")))
                return List.of("setsid");
        }
        return List.of("nohup");
    }

    /// Closes the pipe, which the daemon takes for its parent's death, and waits until it has
    /// cleaned up.
    private static void abandon(Process daemon) {
        try (OutputStream pipe = daemon.getOutputStream()) {
            pipe.flush();
        } catch (IOException e) {
            // it is gone already
        }
        try {
            if (!daemon.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) daemon.destroyForcibly();
        } catch (InterruptedException e) {
            daemon.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// Stops the stack in `folder`, whoever started it; ends what a killed one left; deletes all
    /// state if asked.
    ///
    /// @return whether anything ran
    public static boolean down(StateFolder folder, boolean wipe) {
        if (!Files.isDirectory(folder.root())) return false;
        ProcessRegistry registry = new ProcessRegistry(folder.run());
        boolean ran = !registry.living().isEmpty();
        Optional<ProcessIdentity> supervisor = registry.find(RunningStack.SUPERVISOR);
        supervisor.ifPresent(process -> stop(folder, process));
        try (StackLock lock =
                StackLock.tryTake(folder.lock())
                        .orElseThrow(() ->
                                new StackException(
                                        "The stack was not touched.",
                                        "Another command works on it: " + folder.root() + ".",
                                        "Wait for it, then try again."))) {
            Leftovers.end(registry);
            if (wipe) folder.wipe();
        }
        return ran;
    }

    /// A test that started a stack in its own process goes on without it; a daemon ends. A command
    /// line would say which it is, but Java shows the first 4096 bytes alone: the class path.
    private static boolean isDaemon(ProcessIdentity supervisor) {
        return supervisor.pid() != ProcessHandle.current().pid();
    }

    private static void stop(StateFolder folder, ProcessIdentity supervisor) {
        try {
            String answer = ControlSocket.ask(folder.run(), "down");
            if (!answer.equals(RunningStack.DONE)) throw StackException.parse(answer);
            if (isDaemon(supervisor)) Ending.awaitEnd(supervisor, EXIT_LIMIT);
        } catch (IOException e) {
            // It starts or stops just now, or hangs: it has a shutdown hook, and the guards do the
            // rest.
            Ending.end(supervisor, StopSignal.TERM, STOP_LIMIT);
        }
    }
}
