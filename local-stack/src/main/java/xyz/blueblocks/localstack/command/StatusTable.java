package xyz.blueblocks.localstack.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import xyz.blueblocks.localstack.ServiceState;
import xyz.blueblocks.localstack.ServiceStatus;
import xyz.blueblocks.localstack.StackRegion;

/// One line per service for people.
final class StatusTable {
    private StatusTable() {}

    static void print(PrintWriter out, List<ServiceStatus> services) {
        long total = 0;
        for (ServiceStatus s : services) {
            String pid = s.pid().isPresent() ? Long.toString(s.pid().getAsLong()) : "-";
            out.printf(
                    "%-12s %-10s %8s %9s  %-32s %s%n",
                    s.service(),
                    word(s.state()),
                    pid,
                    mebibytes(s.memoryBytes()),
                    s.where(),
                    s.region().map(StackRegion::toString).orElse("-"));
            total += s.memoryBytes().orElse(0);
        }
        if (total > 0) {
            out.printf("%-12s %-10s %8s %9s%n", "all", "", "", mebibytes(OptionalLong.of(total)));
        }
    }

    static String word(ServiceState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String mebibytes(OptionalLong bytes) {
        return bytes.isPresent() ? (bytes.getAsLong() >> 20) + " MiB" : "-";
    }

    /// Names, states, places and addresses are made of letters, digits and `-.:/_`: nothing to
    /// escape.
    static String json(List<ServiceStatus> services) {
        return services.stream()
                .map(s ->
                        "{\"service\":\"%s\",\"state\":\"%s\",\"region\":%s,\"jurisdiction\":%s,\"where\":\"%s\",\"pid\":%s,\"memory_bytes\":%s}"
                                .formatted(
                                        s.service(),
                                        word(s.state()),
                                        quoted(s.region().map(StackRegion::name)),
                                        quoted(s.region().map(StackRegion::jurisdiction)),
                                        s.where(),
                                        number(s.pid()),
                                        number(s.memoryBytes())))
                .collect(Collectors.joining(",", "{\"services\":[", "]}"));
    }

    private static String quoted(Optional<String> text) {
        return text.map(each -> '"' + each + '"').orElse("null");
    }

    private static String number(OptionalLong value) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : "null";
    }
}
