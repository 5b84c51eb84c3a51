package xyz.blueblocks.localstack.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceStatus;
import xyz.blueblocks.localstack.StackDaemon;
import xyz.blueblocks.localstack.StackException;
import xyz.blueblocks.localstack.StackSettings;

/// Starts the stack and leaves it running.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Start the whole system on this machine; returns when all of it is ready.")
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
            names = "--limit",
            paramLabel = "SECONDS",
            description = "How long the start may take (default: ${DEFAULT-VALUE}).",
            defaultValue = "240")
    private int limitSeconds;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        long began = System.nanoTime();
        try {
            Optional<LocalStack> running = LocalStack.attach(state.folder().root());
            if (running.isPresent()) {
                out.println(
                        "A stack runs in " + running.get().state() + "; starting what is down.");
                out.flush();
                running.get().startAll();
            } else {
                launch(out);
            }
            LocalStack stack =
                    LocalStack.attach(state.folder().root())
                            .orElseThrow(() -> new StackException("the stack is gone again"));
            summary(out, stack, Duration.ofNanos(System.nanoTime() - began));
            return 0;
        } catch (StackException e) {
            spec.commandLine().getErr().println("bb up: " + e.getMessage());
            return 1;
        }
    }

    private void launch(PrintWriter out) throws IOException {
        StackSettings settings =
                StackSettings.in(state.folder().root())
                        .withRehearsal()
                        .withStartLimit(Duration.ofSeconds(limitSeconds));
        if (infrastructure) settings = settings.infrastructureOnly();
        if (!services.isEmpty())
            settings = settings.withServices(services.stream().map(UpCommand::parse).toList());
        if (innerTls) settings = settings.withInnerTls();
        StackDaemon.launch(
                settings,
                line -> {
                    out.println(line);
                    out.flush();
                });
    }

    private static ServiceId parse(String name) {
        return ServiceId.parse(name)
                .orElseThrow(() -> new StackException("no service is called " + name));
    }

    private static void summary(PrintWriter out, LocalStack stack, Duration took) {
        List<ServiceStatus> all = stack.status();
        StatusTable.print(out, all);
        out.printf(
                "Ready in %.1f s. State, logs and the CA are in %s%n",
                took.toMillis() / 1000.0, stack.state());
        out.flush();
    }
}
