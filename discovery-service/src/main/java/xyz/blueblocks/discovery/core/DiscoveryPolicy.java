package xyz.blueblocks.discovery.core;

import java.util.List;
import java.util.Set;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.message.Endpoint;

/// What this network lets into its directory.
///
/// @param regions the regions there are
/// @param allowPrivateAddresses whether peers may be told of addresses that only a private network
///   can reach; for networks of one machine or one site (row A05)
public record DiscoveryPolicy(Set<String> regions, boolean allowPrivateAddresses) {
    /// Copies.
    public DiscoveryPolicy {
        regions = Set.copyOf(regions);
    }

    Decoded<String> region(String region) {
        return regions.contains(region)
                ? Decoded.ok(region)
                : Decoded.malformed("metadata.region: unknown (want one of " + sorted() + ")", -1);
    }

    Decoded<List<Endpoint>> endpoints(String name, List<Endpoint> endpoints) {
        return !allowPrivateAddresses && endpoints.stream().anyMatch(Endpoint::isPrivate)
                ? Decoded.malformed(name + ": private address", -1)
                : Decoded.ok(endpoints);
    }

    private String sorted() {
        return String.join(", ", regions.stream().sorted().toList());
    }
}
