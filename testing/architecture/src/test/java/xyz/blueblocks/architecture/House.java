package xyz.blueblocks.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where things live under one root package.
///
/// A value and not a set of constants, because every rule is also run against a small house of
/// seeded violations: a rule that cannot fail is a defect.
///
/// @param root base package without a trailing dot
record House(String root) {
    static final House REAL = new House("xyz.blueblocks");

    /// Programs that run as services; none may know another.
    static final List<String> SERVICES = List.of("planner", "discovery", "relay", "audit");

    /// What each top package may use beside itself; the order of the modules in the root `pom.xml`.
    static final Map<String, Set<String>> ARROWS =
            Map.ofEntries(
                    Map.entry("crypto", Set.of()),
                    Map.entry("wire", Set.of("crypto")),
                    Map.entry("link", Set.of("wire", "crypto")),
                    Map.entry("servicekit", Set.of("wire", "crypto")),
                    Map.entry("sdk", Set.of("link", "wire", "crypto")),
                    Map.entry("planner", Set.of("servicekit", "wire", "crypto")),
                    Map.entry("discovery", Set.of("servicekit", "wire", "crypto")),
                    Map.entry("relay", Set.of("servicekit", "link", "wire", "crypto")),
                    Map.entry("audit", Set.of("servicekit", "wire", "crypto")),
                    Map.entry("cli", Set.of("sdk", "link", "wire", "crypto")),
                    Map.entry("localstack", Set.of("cli", "sdk", "link", "wire", "crypto")),
                    Map.entry(
                            "bench", Set.of("localstack", "cli", "sdk", "link", "wire", "crypto")));

    /// ArchUnit pattern for a package and everything below it.
    String below(String path) {
        return root + "." + path + "..";
    }

    /// Patterns for one room (`core`, `inbound` …) of every service.
    String[] room(String name) {
        return SERVICES.stream().map(service -> below(service + "." + name)).toArray(String[]::new);
    }

    /// Patterns for these top packages.
    String[] all(List<String> tops) {
        return tops.stream().map(this::below).toArray(String[]::new);
    }
}
