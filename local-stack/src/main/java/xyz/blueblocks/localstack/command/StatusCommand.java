package xyz.blueblocks.localstack.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceState;
import xyz.blueblocks.localstack.ServiceStatus;

/// Says how each service is. Exit code 0: all ready; 1: some are not; 3: no stack runs.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show health, process, memory and address of each service.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all services are ready", "1:some are not", "3:no stack runs"})
final class StatusCommand implements Callable<Integer> {
    private static final int NOT_RUNNING = 3;

    @Mixin private StateOption state = new StateOption();

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Optional<LocalStack> stack = LocalStack.attach(state.folder().root());
        List<ServiceStatus> services = stack.map(LocalStack::status).orElse(List.of());
        if (json) {
            out.println(json(services));
        } else if (stack.isEmpty()) {
            out.println("No stack runs in " + state.folder().root() + ". Start one: bb up");
        } else {
            StatusTable.print(out, services);
        }
        out.flush();
        if (stack.isEmpty()) return NOT_RUNNING;
        return services.stream().allMatch(s -> s.state() == ServiceState.READY) ? 0 : 1;
    }

    /// Names, states and addresses are made of letters, digits and `-.:/_`: nothing to escape.
    private static String json(List<ServiceStatus> services) {
        return services.stream()
                .map(s ->
                        "{\"service\":\"%s\",\"state\":\"%s\",\"where\":\"%s\",\"pid\":%s,\"memory_bytes\":%s}"
                                .formatted(
                                        s.service(),
                                        StatusTable.word(s.state()),
                                        s.where(),
                                        number(s.pid()),
                                        number(s.memoryBytes())))
                .collect(Collectors.joining(",", "{\"services\":[", "]}"));
    }

    private static String number(OptionalLong value) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : "null";
    }
}
