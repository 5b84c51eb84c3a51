package xyz.blueblocks.localstack.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceState;
import xyz.blueblocks.localstack.ServiceStatus;
import xyz.blueblocks.localstack.state.StateOption;

/// Says how each service is. Exit code 0: all ready; 1: some are not; 3: no stack runs.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show health, process, memory and address of each service.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb status                   a table",
            "  bb status --json | jq '.services[] | select(.state != \"ready\")'"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all services are ready", "1:some are not", "3:no stack runs"})
final class StatusCommand implements Callable<Integer> {
    private static final int NOT_RUNNING = 3;

    @Mixin private StateOption state = new StateOption();

    @Mixin private OutputOptions output = new OutputOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Optional<LocalStack> stack = LocalStack.attach(state.folder().root());
        List<ServiceStatus> services = stack.map(LocalStack::status).orElse(List.of());
        if (output.json()) {
            out.println(StatusTable.json(services));
        } else if (stack.isEmpty()) {
            out.println("No stack runs in " + state.folder().root() + ". Start one: bb up");
        } else {
            StatusTable.print(out, services);
        }
        out.flush();
        if (stack.isEmpty()) return NOT_RUNNING;
        return services.stream().allMatch(s -> s.state() == ServiceState.READY) ? 0 : 1;
    }
}
