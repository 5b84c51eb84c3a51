package xyz.blueblocks.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import xyz.blueblocks.crypto.SecretBytes;

/// Asks on `/dev/tty`, so that a question is heard although standard input carries a file and the
/// other streams are pipes.
///
/// Echo is switched off by `stty`, and put back also when the program is interrupted in between.
public final class TtyPrompts implements Prompts {
    private static final File TTY = new File("/dev/tty");
    private static final int MAX_LINE_BYTES = 4096;
    private static final long STTY_SECONDS = 2;

    /// For the terminal that this process belongs to.
    public TtyPrompts() {}

    @Override
    public boolean canAsk() {
        if (!TTY.exists()) return false;
        try (InputStream in = new FileInputStream(TTY)) {
            return in.available() >= 0;
        } catch (IOException e) {
            return false; // a process without a terminal cannot open it
        }
    }

    @Override
    public Optional<SecretBytes> secret(String question) {
        Optional<String> settings = stty("-g");
        if (settings.isEmpty()) return Optional.empty();
        Thread restore = new Thread(() -> stty(settings.get()));
        Runtime.getRuntime().addShutdownHook(restore);
        try {
            stty("-echo");
            Optional<byte[]> typed = ask(question);
            say("\n");
            return typed.map(SecretBytes::take);
        } finally {
            stty(settings.get());
            Runtime.getRuntime().removeShutdownHook(restore);
        }
    }

    @Override
    public Optional<String> line(String question) {
        return ask(question).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static Optional<byte[]> ask(String question) {
        say(question);
        byte[] line = new byte[MAX_LINE_BYTES];
        int length = 0;
        try (InputStream in = new FileInputStream(TTY)) {
            // A terminal hands over whole lines, so nothing typed later is swallowed here.
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0 && length == 0) return Optional.empty();
                if (next < 0 || length == line.length) break;
                line[length++] = (byte) next;
            }
            return Optional.of(Arrays.copyOf(line, length));
        } catch (IOException e) {
            return Optional.empty();
        } finally {
            Arrays.fill(line, (byte) 0);
        }
    }

    private static void say(String text) {
        try (OutputStream out = new FileOutputStream(TTY)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Nobody can be asked; reading will say so.
        }
    }

    /// Runs `stty` on the terminal and gives what it printed; empty when it failed.
    private static Optional<String> stty(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "stty";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(TTY)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            process.getInputStream().transferTo(printed);
            if (!process.waitFor(STTY_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                return Optional.empty();
            }
            return Optional.of(printed.toString(StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// How many characters fit in a line; 80 where the terminal does not say.
    public static int columns() {
        return stty("size")
                .filter(size -> size.matches("\\d{1,4} [1-9]\\d{0,3}"))
                .map(size -> Integer.parseInt(size.substring(size.indexOf(' ') + 1)))
                .orElse(80);
    }
}
