package xyz.blueblocks.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.localstack.StackRegion;
import xyz.blueblocks.localstack.StackSettings;

/// The whole system as real processes, started once for all classes of this module, stopped when
/// the last is done. A test that takes a service down brings it back up.
final class SharedStack implements BeforeAllCallback {
    /// Two regions under different laws, so that whatever is tested is tested across both.
    static final StackRegion EAST = new StackRegion("us-east-1", "US");

    static final StackRegion CENTRAL = new StackRegion("eu-central-1", "DE");

    private static volatile Running running;

    @Override
    public void beforeAll(ExtensionContext context) {
        running =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.GLOBAL)
                        .computeIfAbsent(Running.class, _ -> Running.start(), Running.class);
    }

    static LocalStack stack() {
        return running.stack;
    }

    /// A new folder, gone with the stack.
    static Path folder(String name) {
        try {
            return Files.createTempDirectory(running.root, name);
        } catch (IOException e) {
            throw new AssertionError("no folder", e);
        }
    }

    static ServiceId service(ServiceKind kind, int number) {
        return new ServiceId(kind, number);
    }

    static List<ServiceId> all(ServiceKind kind) {
        return ServiceId.all().stream().filter(id -> id.kind() == kind).toList();
    }

    /// What lives as long as the test run.
    ///
    /// @param root holds everything
    /// @param stack that was started
    private record Running(Path root, LocalStack stack) implements AutoCloseable {
        static Running start() {
            try {
                Path root = Files.createTempDirectory("blueblocks-e2e");
                StackSettings settings =
                        StackSettings.in(root.resolve("stack")).withRegions(List.of(EAST, CENTRAL));
                return new Running(root, LocalStack.start(settings));
            } catch (IOException e) {
                throw new AssertionError("no folder", e);
            }
        }

        @Override
        public void close() throws IOException {
            stack.close();
            try (Stream<Path> files = Files.walk(root)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }
}
