package xyz.blueblocks.localstack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xyz.blueblocks.localstack.process.PortHolder;
import xyz.blueblocks.localstack.state.PrivateFiles;

/// Which address and which ports each service has.
///
/// Every service has a loopback address of its own where the system allows (Linux takes all of
/// 127.0.0.0/8), so that a connection's ends say who talks to whom, and relays stand in different
/// networks (/16), which routes insist on. Elsewhere all are on 127.0.0.1. Ports are the usual ones
/// if free, else any; what was chosen once is chosen again while it is free.
public final class StackLayout {
    private static final String SHARED = "127.0.0.1";

    private final Set<ServiceId> services;
    private final Map<ServiceId, String> addresses;
    private final Map<ServiceId, Map<Port, Integer>> ports;
    private final List<StackRegion> regions;

    private StackLayout(
            Set<ServiceId> services,
            List<StackRegion> regions,
            Map<ServiceId, String> addresses,
            Map<ServiceId, Map<Port, Integer>> ports) {
        this.services = services;
        this.regions = List.copyOf(regions);
        this.addresses = addresses;
        this.ports = ports;
    }

    /// Chooses addresses and free ports and remembers them in `file`: for all services, so that one
    /// that joins later has its place.
    ///
    /// @param services the ones of this stack
    /// @param spread its regions; empty for those that are remembered, else one
    static StackLayout choose(Path file, Collection<ServiceId> services, List<StackRegion> spread) {
        boolean own = canBind(addressOf(ServiceId.all().getLast()), 0);
        Optional<StackLayout> remembered = read(file);
        Set<InetSocketAddress> taken = new HashSet<>();
        List<StackRegion> regions =
                spread.isEmpty()
                        ? remembered.map(StackLayout::regions).orElse(List.of(StackRegion.LOCAL))
                        : spread;
        StackLayout layout =
                new StackLayout(new TreeSet<>(services), regions, new TreeMap<>(), new TreeMap<>());
        for (ServiceId service : ServiceId.all()) {
            Optional<StackLayout> before = remembered.filter(l -> l.addresses.containsKey(service));
            String address = own ? addressOf(service) : SHARED;
            Map<Port, Integer> chosen = new TreeMap<>();
            for (Port port : Port.of(service.kind())) {
                int wanted =
                        before.filter(l -> l.address(service).equals(address))
                                .map(l -> l.port(service, port))
                                .orElse(port.usual());
                chosen.put(port, freePort(address, wanted, taken));
            }
            layout.put(service, address, chosen);
        }
        layout.write(file);
        return layout;
    }

    /// The same but for other, free ports of `service`: a place for a second one beside it.
    StackLayout elsewhere(ServiceId service) {
        StackLayout other =
                new StackLayout(services, regions, new TreeMap<>(addresses), new TreeMap<>(ports));
        Map<Port, Integer> free = new TreeMap<>();
        for (Port port : Port.of(service.kind())) free.put(port, anyPort(address(service)));
        other.put(service, address(service), free);
        return other;
    }

    /// Looks whether the ports of a service that does not run are still free.
    ///
    /// @throws PortTakenException if one is not
    void requireFree(ServiceId service) {
        String address = address(service);
        for (Port port : Port.of(service.kind())) {
            int number = port(service, port);
            if (canBind(address, number)) continue;
            String holder =
                    PortHolder.describe(InetAddress.ofLiteral(address).getAddress(), number);
            throw new PortTakenException(service, address + ":" + number, holder);
        }
    }

    /// What was chosen at the last start.
    static Optional<StackLayout> read(Path file) {
        Properties stored = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            stored.load(in);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("layout " + file + " could not be read", e);
        }
        List<StackRegion> regions =
                StackRegion.parse(stored.getProperty("regions", ""))
                        .orElse(List.of(StackRegion.LOCAL));
        StackLayout layout =
                new StackLayout(namesIn(stored), regions, new TreeMap<>(), new TreeMap<>());
        for (ServiceId service : ServiceId.all()) {
            Map<Port, Integer> ports = new TreeMap<>();
            for (Port port : Port.of(service.kind())) {
                String value = stored.getProperty(key(service, port), "");
                if (value.matches("[1-9][0-9]{0,4}")) ports.put(port, Integer.parseInt(value));
            }
            String address = stored.getProperty(service + ".address", "");
            if (!address.isEmpty() && ports.size() == Port.of(service.kind()).size()) {
                layout.put(service, address, ports);
            }
        }
        return Optional.of(layout);
    }

    public Set<ServiceId> services() {
        return Set.copyOf(services);
    }

    /// The regions that discovery, planners and relays are spread over, at least one.
    public List<StackRegion> regions() {
        return regions;
    }

    /// The region of a service; none of what the regions share.
    public Optional<StackRegion> region(ServiceId service) {
        return StackRegion.of(service, regions);
    }

    /// The services of this stack that would be lost with a region.
    public Set<ServiceId> services(StackRegion region) {
        return services.stream()
                .filter(id -> region(id).filter(region::equals).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<ServiceId> namesIn(Properties stored) {
        return Stream.of(stored.getProperty("services", "").split(",", -1))
                .flatMap(name -> ServiceId.parse(name).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Loopback address of `service`, as text; also of one that is not in this stack.
    public String address(ServiceId service) {
        String address = addresses.get(service);
        if (address == null)
            throw new IllegalArgumentException("service: " + service + " (want one in the layout)");
        return address;
    }

    public int port(ServiceId service, Port port) {
        Integer number = ports.getOrDefault(service, Map.of()).get(port);
        if (number == null)
            throw new IllegalArgumentException(
                    "port: " + port + " of " + service + " (want one it has)");
        return number;
    }

    /// `https://ADDRESS:PORT` of `service`.
    public String url(ServiceId service) {
        return "https://" + address(service) + ":" + port(service, Port.HTTPS);
    }

    private void put(ServiceId service, String address, Map<Port, Integer> chosen) {
        addresses.put(service, address);
        ports.put(service, Map.copyOf(chosen));
    }

    private void write(Path file) {
        StringBuilder text =
                new StringBuilder("# Where each service of this stack listens.\nservices=");
        text.append(services.stream().map(ServiceId::name).collect(Collectors.joining(",")));
        text.append("\nregions=").append(StackRegion.text(regions)).append('\n');
        addresses.forEach((service, address) -> {
            text.append(service).append(".address=").append(address).append('\n');
            String lines =
                    ports.getOrDefault(service, Map.of()).entrySet().stream()
                            .map(e -> key(service, e.getKey()) + "=" + e.getValue() + "\n")
                            .sorted()
                            .collect(Collectors.joining());
            text.append(lines);
        });
        PrivateFiles.write(file, text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static String key(ServiceId service, Port port) {
        return service + "." + port.name().toLowerCase(Locale.ROOT);
    }

    private static String addressOf(ServiceId service) {
        int n = service.number();
        return switch (service.kind()) {
            case POSTGRES -> "127.1.0.1";
            case KAFKA -> "127.1.0.2";
            case DISCOVERY -> "127.2.0." + n;
            case PLANNER -> "127.3.0." + n;
            case RELAY -> "127." + (3 + n) + ".1.1";
            case AUDIT -> "127.8.0.1";
        };
    }

    private static int freePort(String address, int wanted, Set<InetSocketAddress> taken) {
        if (canBind(address, wanted) && taken.add(at(address, wanted))) return wanted;
        for (int attempt = 0; attempt < 100; attempt++) {
            int free = anyPort(address);
            if (taken.add(at(address, free))) return free;
        }
        throw new IllegalStateException("no free port at " + address);
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private static boolean canBind(String address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the services do: a port in TIME_WAIT after the last run is free for them.
            socket.setReuseAddress(true);
            socket.bind(at(address, port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int anyPort(String address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(at(address, 0), 1);
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port at " + address, e);
        }
    }
}
