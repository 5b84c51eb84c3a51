package xyz.blueblocks.cli.transfer;

import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.wire.message.Priority;

/// How urgent it is what is sent.
final class PriorityOption {
    @Option(
            names = "--priority",
            paramLabel = "LEVEL",
            converter = Converter.class,
            completionCandidates = Levels.class,
            description = {
                "How urgent it is: ${COMPLETION-CANDIDATES} (default: normal).",
                "An emergency leaves first where relays are busy, and each one stands in the network's audit log: it is for when a patient's life hangs on it, and wants a --reason."
            })
    private Priority level = Priority.NORMAL;

    /// The level that was asked for.
    ///
    /// @param reason for the audit log; whoever overtakes all others says why
    Priority level(Optional<String> reason) {
        if (level == Priority.EMERGENCY && reason.isEmpty()) {
            throw CommandFailure.usage(
                    "An emergency needs a reason, for the audit log.",
                    "Say in one line why it cannot wait: --reason TEXT");
        }
        return level;
    }

    /// For picocli.
    static final class Levels implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Priority.values()).map(Priority::text).iterator();
        }
    }

    /// For picocli.
    static final class Converter implements ITypeConverter<Priority> {
        @Override
        public Priority convert(String value) {
            return Priority.parse(value)
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "'"
                                            + value
                                            + "' is no priority (want "
                                            + String.join(", ", new Levels())
                                            + ")"));
        }
    }
}
