package xyz.blueblocks.bench.kills;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// One end over all its lives: each is a process that runs [KillEndMain] on the same profile.
///
/// The driver's thread starts and kills; what the process says goes into the driver's queue.
final class KillEnd implements AutoCloseable {
    private static final int LAST_LINES = 40;

    private final String name;
    private final Path log;
    private final EndProgram program;
    private final List<String> arguments;
    private final BlockingQueue<News> queue;
    private @Nullable Process process;
    private int life;
    private long readySinceNanos;

    /// What an end said.
    ///
    /// @param from who
    /// @param life in which of its lives, from 1
    /// @param words of the line; none when the process has ended
    /// @param nanos when it was read
    record Said(KillEnd from, int life, List<String> words, long nanos) implements News {
        boolean current() {
            return life == from.life;
        }

        boolean ended() {
            return words.isEmpty();
        }
    }

    KillEnd(
            String name,
            Path folder,
            EndProgram program,
            List<String> arguments,
            BlockingQueue<News> queue) {
        this.name = name;
        this.log = folder.resolve(name + ".log");
        this.queue = queue;
        this.program = program;
        this.arguments = arguments;
    }

    /// Begins the next life.
    void start() {
        life++;
        int mine = life;
        try {
            Process fresh =
                    new ProcessBuilder(program.command(arguments))
                            .redirectError(Redirect.appendTo(log.toFile()))
                            .start();
            process = fresh;
            Thread.ofVirtual().name(name).start(() -> read(fresh, mine));
        } catch (IOException e) {
            throw new UncheckedIOException("starting the " + name, e);
        }
    }

    private void read(Process of, int mine) {
        try (BufferedReader in = of.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                queue.add(new Said(this, mine, List.of(line.split("\t", -1)), System.nanoTime()));
            }
        } catch (IOException e) {
            // A killed process takes its pipe along.
        }
        queue.add(new Said(this, mine, List.of(), System.nanoTime()));
    }

    /// Says something to the life that is.
    void tell(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(line.isEmpty() ? "" : "\t").append(word);
        }
        Process mine = process;
        if (mine == null) {
            return;
        }
        try {
            mine.getOutputStream()
                    .write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            mine.getOutputStream().flush();
        } catch (IOException e) {
            // It is dead, and its end is in the queue.
        }
    }

    /// SIGKILL; returns when the process is gone.
    ///
    /// @return whether there was one
    boolean kill() {
        Process mine = process;
        process = null;
        readySinceNanos = 0;
        if (mine == null || !mine.isAlive()) {
            return false;
        }
        mine.destroyForcibly();
        try {
            mine.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    boolean runs() {
        return process != null;
    }

    int life() {
        return life;
    }

    /// It says that it is ready.
    void ready(long nanos) {
        readySinceNanos = nanos;
    }

    /// Whether this life is ready.
    boolean isReady() {
        return readySinceNanos != 0;
    }

    /// Since when this life is ready; 0 while it is not.
    long readySinceNanos() {
        return readySinceNanos;
    }

    /// The end of what it wrote to its log.
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "no log";
        }
    }

    @Override
    public void close() {
        kill();
    }

    @Override
    public String toString() {
        return name;
    }
}
