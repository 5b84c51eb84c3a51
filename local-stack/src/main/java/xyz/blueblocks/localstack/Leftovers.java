package xyz.blueblocks.localstack;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import xyz.blueblocks.localstack.process.Ending;
import xyz.blueblocks.localstack.process.StopSignal;
import xyz.blueblocks.localstack.state.ProcessIdentity;
import xyz.blueblocks.localstack.state.ProcessRegistry;

/// What a killed supervisor left running. Usually nothing: its children watch it.
final class Leftovers {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Leftovers() {}

    /// Ends all processes on record but the supervisor itself. Only for who holds the lock.
    static void end(ProcessRegistry registry) {
        Map<String, ProcessIdentity> living = registry.living();
        living.remove(RunningStack.SUPERVISOR);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            living.forEach((name, process) -> workers.execute(() -> end(registry, name, process)));
        }
    }

    private static void end(ProcessRegistry registry, String name, ProcessIdentity process) {
        boolean database = name.equals(ServiceKind.POSTGRES.word());
        Ending.end(process, database ? StopSignal.INT : StopSignal.TERM, LIMIT);
        registry.remove(name, process);
    }
}
