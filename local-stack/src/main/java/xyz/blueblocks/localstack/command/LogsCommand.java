package xyz.blueblocks.localstack.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.localstack.state.StateOption;

/// Shows what services have written.
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Show the log of a service, or of all.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb logs                     the last 200 lines of everything",
            "  bb logs relay-2 -f          and what it adds, until Ctrl-C"
        })
final class LogsCommand implements Callable<Integer> {
    private static final long LOOK_EVERY_MILLIS = 250;

    @Mixin private StateOption state = new StateOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVICE",
            description = "For example relay-2 (default: all).")
    private @Nullable String service;

    @Option(
            names = {"-f", "--follow"},
            description = "Keep showing what is added.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "200",
            description = "How many last lines (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (lines < 0) throw CommandFailure.usage("--lines is negative.", "Name 0 or more.");
        PrintWriter out = spec.commandLine().getOut();
        List<LogTail> tails = new ArrayList<>();
        for (Path log : logs()) tails.add(new LogTail(log));
        if (tails.isEmpty()) {
            String what = Optional.ofNullable(service).map(name -> " of " + name).orElse("");
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "There is no log" + what + ".",
                    "No file for it is in " + state.folder().logs() + ".",
                    "bb status names the services of a stack that runs; bb up starts one.");
        }
        boolean named = tails.size() > 1;
        for (LogTail tail : tails) tail.last(lines).forEach(line -> print(out, tail, named, line));
        out.flush();
        while (follow && !out.checkError()) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            for (LogTail tail : tails) tail.added().forEach(line -> print(out, tail, named, line));
            out.flush();
        }
        return 0;
    }

    private static void print(PrintWriter out, LogTail tail, boolean named, String line) {
        out.println(named ? "%-12s %s".formatted(tail.name(), line) : line);
    }

    private List<Path> logs() throws IOException {
        Path folder = state.folder().logs();
        if (!Files.isDirectory(folder)) return List.of();
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.log")) {
            for (Path file : files) {
                if (service == null || file.getFileName().toString().equals(service + ".log"))
                    found.add(file);
            }
        }
        return found.stream().sorted().toList();
    }
}
