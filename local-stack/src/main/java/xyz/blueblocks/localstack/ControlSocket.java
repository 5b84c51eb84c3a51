package xyz.blueblocks.localstack;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import xyz.blueblocks.localstack.state.PrivateFiles;

/// How another process talks to the supervisor: a Unix domain socket in the state folder, which its
/// owner alone may enter. One line asks, one line answers.
final class ControlSocket implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ControlSocket.class.getName());

    /// sun_path holds 104 bytes on macOS, 108 on Linux, one of them a zero (unix(7)).
    private static final int LONGEST_PATH = 103;

    private static final int LONGEST_LINE = 1_000;

    private final ServerSocketChannel server;
    private final Path socket;

    private ControlSocket(ServerSocketChannel server, Path socket) {
        this.server = server;
        this.socket = socket;
    }

    /// Listens, and answers each line with what `answer` makes of it. Questions may come at once.
    ///
    /// @param run `run/` of the state folder; a file there says where the socket is, because its
    ///   own path may be too long for one
    static ControlSocket open(Path run, UnaryOperator<String> answer) {
        try {
            Path socket = run.resolve("control");
            if (socket.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
                socket = Files.createTempDirectory("bb-control").resolve("control"); // mode 0700
            }
            Files.deleteIfExists(socket); // of a killed run; its lock is ours now
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
            PrivateFiles.write(place(run), socket.toString().getBytes(StandardCharsets.UTF_8));
            ControlSocket control = new ControlSocket(server, socket);
            Thread.ofVirtual().name("control").start(() -> control.serve(answer));
            return control;
        } catch (IOException e) {
            throw new UncheckedIOException("control socket in " + run + " could not be opened", e);
        }
    }

    /// Asks the supervisor that runs there.
    ///
    /// @throws IOException if none answers
    static String ask(Path run, String line) throws IOException {
        Path socket = Path.of(Files.readString(place(run), StandardCharsets.UTF_8));
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return exchange(channel, line);
        }
    }

    private static Path place(Path run) {
        return run.resolve("control.path");
    }

    private void serve(UnaryOperator<String> answer) {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                Thread.ofVirtual().name("control-answer").start(() -> answer(channel, answer));
            } catch (IOException e) {
                if (server.isOpen()) LOG.log(Level.WARNING, "control socket accepts nobody", e);
                return;
            }
        }
    }

    private static void answer(SocketChannel channel, UnaryOperator<String> answer) {
        try (channel;
                BufferedReader in =
                        new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
                BufferedWriter out =
                        new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
            String line = in.readLine();
            if (line == null || line.length() > LONGEST_LINE) return;
            out.write(answer.apply(line).replace('\n', ' ') + "\n");
        } catch (IOException e) {
            LOG.log(Level.FINE, "asker left", e);
        }
    }

    private static String exchange(SocketChannel channel, String line) throws IOException {
        BufferedWriter out =
                new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
        out.write(line + "\n");
        out.flush();
        String answer =
                new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)).readLine();
        if (answer == null) throw new IOException("the supervisor went away before it answered");
        return answer;
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "control socket could not be closed", e);
        }
    }
}
