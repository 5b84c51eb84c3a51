package xyz.blueblocks.cli.terminal;

import java.util.List;
import xyz.blueblocks.wire.json.JsonObject;

/// What a command says: an answer on standard output, as lines or as JSON, and remarks beside it.
public final class Output {
    private final Terminal terminal;
    private final boolean json;
    private final boolean quiet;

    Output(Terminal terminal, boolean json, boolean quiet) {
        this.terminal = terminal;
        this.json = json;
        this.quiet = quiet;
    }

    /// The answer: with `--json` the object on one line, else the lines.
    public void answer(JsonObject object, List<String> lines) {
        synchronized (terminal) {
            if (json) {
                terminal.out().println(object.text());
            } else {
                lines.forEach(terminal.out()::println);
            }
            terminal.out().flush();
        }
    }

    /// An answer of one line.
    public void answer(JsonObject object, String line) {
        answer(object, List.of(line));
    }

    /// A remark that is no part of the answer.
    public void note(String line) {
        if (quiet) return;
        synchronized (terminal) {
            terminal.err().println(line);
            terminal.err().flush();
        }
    }

    /// A remark that nobody may switch off.
    public void warn(String line) {
        synchronized (terminal) {
            terminal.err().println("bb: warning: " + line);
            terminal.err().flush();
        }
    }

    /// Whether answers are JSON.
    public boolean json() {
        return json;
    }

    /// Whether progress is shown.
    public boolean showsProgress() {
        return !quiet;
    }
}
