package xyz.blueblocks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.Port;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.localstack.StackSettings;
import xyz.blueblocks.wire.message.Capability;

/// A whole network with two relays, so that there is one path to a receiver that is attached to one
/// of them: over the other, then over that.
///
/// @param folder for what is given to the ends
record BenchNetwork(LocalStack stack, Path folder) implements AutoCloseable {
    private static final int RELAYS = 2;

    /// Starts it; takes some ten seconds.
    static BenchNetwork start(Path folder) {
        List<ServiceId> services =
                ServiceId.all().stream()
                        .filter(id -> id.kind() != ServiceKind.RELAY || id.number() <= RELAYS)
                        .toList();
        StackSettings settings =
                StackSettings.in(folder.resolve("stack")).withServices(services).withInnerTls();
        return new BenchNetwork(LocalStack.start(settings), folder);
    }

    /// The relays, first and second.
    static List<ServiceId> relays() {
        return IntStream.rangeClosed(1, RELAYS)
                .mapToObj(number -> new ServiceId(ServiceKind.RELAY, number))
                .toList();
    }

    /// Every process of the network: name and process id, those of PostgreSQL one by one.
    Map<String, Long> processes() {
        Map<String, Long> all = new LinkedHashMap<>();
        stack.layout().services().stream()
                .sorted()
                .forEach(id -> stack.pid(id).ifPresent(pid -> add(all, id.name(), pid)));
        return all;
    }

    private static void add(Map<String, Long> all, String name, long pid) {
        all.put(name, pid);
        ProcessHandle.of(pid)
                .ifPresent(handle ->
                        handle.descendants()
                                .mapToLong(ProcessHandle::pid)
                                .sorted()
                                .forEach(child -> all.put(name + "/" + child, child)));
    }

    long pid(ServiceId service) {
        return stack.pid(service)
                .orElseThrow(() ->
                        new BenchFailure(
                                service + " has ended",
                                "it was there when the network started",
                                "run it again; see its log with bb logs " + service));
    }

    /// Where a relay takes links, `host:port`.
    String linkAddress(ServiceId relay) {
        return stack.layout().address(relay) + ":" + stack.layout().port(relay, Port.LINK);
    }

    /// A file with invites, one a line.
    Path invites(String name, Capability capability, int count) throws IOException {
        Path file = folder.resolve(name + ".invites");
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < count; i++) {
                out.write(stack.invites().issue(List.of(capability)).canonical());
                out.write('\n');
            }
        }
        return file;
    }

    @Override
    public void close() {
        stack.close();
    }
}
