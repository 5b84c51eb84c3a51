package xyz.blueblocks.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// An end in a process of its own, with the flags and class path of this one, asked over a pipe. It
/// ends when this process does.
final class EndProcess implements AutoCloseable {
    private static final int QUIT_SECONDS = 15;

    private final String name;
    private final Path log;
    private final Process process;
    private final OutputStream out;
    private final BufferedReader in;

    private EndProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.out = process.getOutputStream();
        this.in = process.inputReader(StandardCharsets.UTF_8);
    }

    /// Starts one and returns when it has opened.
    ///
    /// @param folder for its log
    static EndProcess start(String name, Class<?> main, Path folder, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        command.addAll(List.of("-cp", String.join(File.pathSeparator, entries), main.getName()));
        command.addAll(arguments);
        Path log = folder.resolve(name + ".log");
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile())).start();
        EndProcess end = new EndProcess(name, log, process);
        try {
            end.answer("opening");
            return end;
        } catch (IOException | RuntimeException e) {
            end.kill();
            throw e;
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    /// Asks and waits for the answer's values.
    ///
    /// @throws BenchFailure when the end says that it failed, or is gone
    EndAnswer ask(Object... request) throws IOException {
        StringBuilder line = new StringBuilder();
        for (Object word : request) {
            line.append(line.isEmpty() ? "" : EndPipe.TAB).append(word);
        }
        out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
        return answer(String.valueOf(request[0]));
    }

    private EndAnswer answer(String request) throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw failure(request, "its process ended");
        }
        String[] words = line.split(EndPipe.TAB, -1);
        if (!words[0].equals(EndPipe.OK)) {
            throw failure(request, line.substring(words[0].length()).strip());
        }
        return EndAnswer.of(words);
    }

    private BenchFailure failure(String request, String why) {
        return new BenchFailure(
                "the " + name + " failed in '" + request + "'",
                why,
                "run it again; with OURS_KEEP=yes its log stays in " + log);
    }

    void kill() {
        process.destroyForcibly();
    }

    /// Asks it to end in order, and kills it when it does not.
    @Override
    public void close() {
        try {
            out.write((EndPipe.QUIT + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (process.waitFor(QUIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException e) {
            // It is gone already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }
}
