package xyz.blueblocks.localstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What to start, and how.
///
/// @param state folder that keeps everything of this stack; made if absent
/// @param cache folder for what all stacks of a user share and can be made again: PostgreSQL's
///   programs, ahead-of-time caches
/// @param services processes to run, at least one
/// @param innerTls whether Kafka and PostgreSQL speak TLS 1.3 too; their passwords are needed
///   either way, and the services always speak it
/// @param startLimit how long all services together may take to become ready
/// @param rehearse whether, once all is ready, programs without an ahead-of-time cache are started
///   a second time in the background to make one
/// @param environment added to what the services of a kind get, last word included: how a test
///   shortens a time-out or turns a feature off
/// @param regions over which discovery, planners and relays are spread, at most four; empty: those
///   of the last start, else one
public record StackSettings(
        Path state,
        Path cache,
        List<ServiceId> services,
        boolean innerTls,
        Duration startLimit,
        boolean rehearse,
        Map<ServiceKind, Map<String, String>> environment,
        List<StackRegion> regions) {
    /// A first start on a machine that is busy with other things, PostgreSQL's unpacking included.
    private static final Duration START_LIMIT = Duration.ofMinutes(4);

    public StackSettings {
        state = state.toAbsolutePath().normalize();
        cache = cache.toAbsolutePath().normalize();
        services = services.stream().distinct().sorted().toList();
        if (services.isEmpty())
            throw new IllegalArgumentException("services: none (want at least one)");
        EnumMap<ServiceKind, Map<String, String>> copy = new EnumMap<>(ServiceKind.class);
        environment.forEach((kind, variables) -> copy.put(kind, Map.copyOf(variables)));
        environment = Map.copyOf(copy);
        regions = List.copyOf(regions);
        if (!regions.isEmpty() && StackRegion.parse(StackRegion.text(regions)).isEmpty())
            throw new IllegalArgumentException("regions: " + regions + " (want 1..4, none twice)");
    }

    /// A full stack in `state`.
    public static StackSettings in(Path state) {
        Path home = Path.of(System.getProperty("user.home"));
        Path cache = CacheFolder.choose(System.getenv(), home);
        return new StackSettings(
                state, cache, ServiceId.all(), false, START_LIMIT, false, Map.of(), List.of());
    }

    /// PostgreSQL and Kafka alone: what a service needs to be tested by itself.
    public StackSettings infrastructureOnly() {
        return withServices(
                ServiceId.all().stream().filter(id -> id.kind().isInfrastructure()).toList());
    }

    public StackSettings withServices(Collection<ServiceId> chosen) {
        return new StackSettings(
                state,
                cache,
                List.copyOf(chosen),
                innerTls,
                startLimit,
                rehearse,
                environment,
                regions);
    }

    public StackSettings withCache(Path folder) {
        return new StackSettings(
                state, folder, services, innerTls, startLimit, rehearse, environment, regions);
    }

    public StackSettings withInnerTls() {
        return new StackSettings(
                state, cache, services, true, startLimit, rehearse, environment, regions);
    }

    public StackSettings withStartLimit(Duration limit) {
        return new StackSettings(
                state, cache, services, innerTls, limit, rehearse, environment, regions);
    }

    public StackSettings withRehearsal() {
        return new StackSettings(
                state, cache, services, innerTls, startLimit, true, environment, regions);
    }

    /// The same over these regions.
    public StackSettings withRegions(List<StackRegion> chosen) {
        return new StackSettings(
                state, cache, services, innerTls, startLimit, rehearse, environment, chosen);
    }

    /// Adds variables to the environment of all services of a kind.
    public StackSettings withEnvironment(ServiceKind kind, Map<String, String> variables) {
        Map<ServiceKind, Map<String, String>> all = new EnumMap<>(ServiceKind.class);
        all.putAll(environment);
        Map<String, String> merged = new TreeMap<>(all.getOrDefault(kind, Map.of()));
        merged.putAll(variables);
        all.put(kind, merged);
        return new StackSettings(
                state, cache, services, innerTls, startLimit, rehearse, all, regions);
    }

    /// The settings as program arguments for [SupervisorMain]; environments are not among them.
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--state", state.toString()));
        arguments.addAll(List.of("--cache", cache.toString()));
        arguments.addAll(
                List.of(
                        "--services",
                        String.join(",", services.stream().map(ServiceId::name).toList())));
        arguments.addAll(List.of("--start-limit", startLimit.toString()));
        arguments.addAll(List.of("--inner-tls", Boolean.toString(innerTls)));
        arguments.addAll(List.of("--rehearse", Boolean.toString(rehearse)));
        if (!regions.isEmpty()) {
            arguments.addAll(List.of("--regions", StackRegion.text(regions)));
        }
        return arguments;
    }

    /// Reads what [#arguments()] wrote.
    static StackSettings parse(List<String> arguments) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2)
            values.put(arguments.get(i), arguments.get(i + 1));
        List<ServiceId> services = new ArrayList<>();
        for (String name : required(values, "--services").split(",", -1)) {
            services.add(
                    ServiceId.parse(name)
                            .orElseThrow(
                                    () -> new IllegalArgumentException("--services: " + name)));
        }
        return new StackSettings(
                Path.of(required(values, "--state")),
                Path.of(required(values, "--cache")),
                services,
                Boolean.parseBoolean(required(values, "--inner-tls")),
                Duration.parse(required(values, "--start-limit")),
                Boolean.parseBoolean(required(values, "--rehearse")),
                Map.of(),
                Optional.ofNullable(values.get("--regions"))
                        .map(text ->
                                StackRegion.parse(text)
                                        .orElseThrow(() ->
                                                new IllegalArgumentException("--regions: " + text)))
                        .orElse(List.of()));
    }

    private static String required(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + ": absent"));
    }

    /// Environments may hold secrets.
    @Override
    public String toString() {
        return "StackSettings[" + state + ", " + services + "]";
    }
}
