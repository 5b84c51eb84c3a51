package xyz.blueblocks.localstack.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceStatus;
import xyz.blueblocks.localstack.StackDaemon;
import xyz.blueblocks.localstack.StackException;
import xyz.blueblocks.localstack.StackRegion;
import xyz.blueblocks.localstack.StackSettings;
import xyz.blueblocks.localstack.state.StateOption;

/// Starts the stack and leaves it running.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Start the whole system on this machine; returns when all of it is ready.",
            "Over a stack that runs it starts what is down. Ctrl-C while it starts leaves nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb up                            everything: bb status shows it, bb down stops it",
            "  bb up --regions us-east-1:US,eu-central-1:DE",
            "  bb up --infra                    PostgreSQL and Kafka alone",
            "  bb up --state second --json      a second stack, told to a program"
        })
final class UpCommand implements Callable<Integer> {
    @Mixin private StateOption state = new StateOption();

    @Option(names = "--infra", description = "Only PostgreSQL and Kafka.")
    private boolean infrastructure;

    @Option(
            names = "--services",
            split = ",",
            paramLabel = "NAME",
            description = "Only these, such as postgres,kafka,planner-1.")
    private List<String> services = List.of();

    @Option(names = "--inner-tls", description = "TLS to PostgreSQL and Kafka too.")
    private boolean innerTls;

    @Option(
            names = "--regions",
            paramLabel = "NAME:CODE,...",
            description =
                    "Spread discovery, planners and relays over these regions, each with its jurisdiction; one to four (default: as before, else one).")
    private @Nullable String regions;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description = "How long the start may take (default: ${DEFAULT-VALUE}).",
            defaultValue = "240")
    private int limitSeconds;

    @Mixin private OutputOptions output = new OutputOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        long began = System.nanoTime();
        Path root = state.folder().root();
        StackSettings settings = settings(root);
        Optional<LocalStack> running = LocalStack.attach(root);
        if (running.isPresent()) {
            requireSameRegions(running.get(), settings);
            remark("A stack runs in " + root + "; starting what is down.");
            running.get().startAll();
        } else {
            StackDaemon.launch(settings, this::remark);
        }
        LocalStack stack = LocalStack.attach(root).orElseThrow(UpCommand::gone);
        List<ServiceStatus> all = stack.status();
        if (output.json()) {
            out.println(StatusTable.json(all));
        } else {
            StatusTable.print(out, all);
        }
        out.flush();
        double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
        remark(
                String.format(
                        Locale.ROOT,
                        "Ready in %.1f s. State, logs and the CA are in %s",
                        seconds,
                        root));
        return ExitCode.OK.number();
    }

    /// A region cannot be given to what runs.
    private static void requireSameRegions(LocalStack running, StackSettings asked) {
        if (!asked.regions().isEmpty() && !asked.regions().equals(running.layout().regions())) {
            throw CommandFailure.usage(
                    "The stack that runs has other regions.", "Stop it first: bb down");
        }
    }

    private static StackException gone() {
        return new StackException(
                "The stack is gone again.",
                "Somebody stopped it just after it was ready.",
                "Start it again with bb up.");
    }

    private void remark(String line) {
        if (output.quiet()) return;
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    private StackSettings settings(Path root) {
        if (limitSeconds < 1)
            throw CommandFailure.usage("--limit is no time.", "Name seconds, such as --limit 240.");
        StackSettings settings =
                StackSettings.in(root)
                        .withRehearsal()
                        .withStartLimit(Duration.ofSeconds(limitSeconds));
        if (infrastructure) settings = settings.infrastructureOnly();
        if (regions != null) settings = settings.withRegions(regions(regions));
        if (!services.isEmpty())
            settings = settings.withServices(services.stream().map(UpCommand::parse).toList());
        return innerTls ? settings.withInnerTls() : settings;
    }

    private static List<StackRegion> regions(String text) {
        return StackRegion.parse(text)
                .orElseThrow(() ->
                        CommandFailure.usage(
                                "--regions: '" + text + "' are no regions.",
                                "Name one to four, none twice, such as us-east-1:US,eu-central-1:DE."));
    }

    private static ServiceId parse(String name) {
        return ServiceId.parse(name)
                .orElseThrow(() ->
                        CommandFailure.usage(
                                "No service is called " + name + ".",
                                "There are "
                                        + ServiceId.all().stream()
                                                .map(ServiceId::name)
                                                .collect(Collectors.joining(", "))
                                        + "."));
    }
}
