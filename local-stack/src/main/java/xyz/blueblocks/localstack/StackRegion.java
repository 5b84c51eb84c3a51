package xyz.blueblocks.localstack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import xyz.blueblocks.wire.message.PeerMetadata;
import xyz.blueblocks.wire.message.RelayDescriptor;

/// A region that a part of the stack plays.
///
/// @param name cloud label, at most 32 of `a-z 0-9 -`
/// @param jurisdiction whose law its relays say they are under, such as `DE` or `US-CA`
public record StackRegion(String name, String jurisdiction) {
    /// The one region of a stack of which nobody wants more.
    static final StackRegion LOCAL = new StackRegion("local", "DE");

    /// Checks the forms.
    public StackRegion {
        if (!PeerMetadata.isRegion(name)) {
            throw new IllegalArgumentException("name: " + name + " (want such as eu-central-1)");
        }
        if (!RelayDescriptor.isJurisdiction(jurisdiction)) {
            throw new IllegalArgumentException(
                    "jurisdiction: " + jurisdiction + " (want such as DE or US-CA)");
        }
    }

    /// Reads `us-east-1:US,eu-central-1:DE`: one region at least, one for each relay at most, none
    /// twice. Nothing where it is not that.
    public static Optional<List<StackRegion>> parse(String text) {
        List<StackRegion> regions = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String each : text.split(",", -1)) {
            int colon = each.indexOf(':');
            String name = colon < 0 ? each : each.substring(0, colon);
            String jurisdiction = colon < 0 ? "" : each.substring(colon + 1);
            if (!PeerMetadata.isRegion(name)
                    || !RelayDescriptor.isJurisdiction(jurisdiction)
                    || !names.add(name)) {
                return Optional.empty();
            }
            regions.add(new StackRegion(name, jurisdiction));
        }
        return regions.size() > ServiceKind.RELAY.replicas()
                ? Optional.empty()
                : Optional.of(List.copyOf(regions));
    }

    /// What [#parse] reads.
    static String text(List<StackRegion> regions) {
        return regions.stream().map(StackRegion::toString).collect(Collectors.joining(","));
    }

    /// The region of a service: replicas are dealt out in order, as evenly as it goes, so with two
    /// regions relays 1 and 2 are in the first and 3 and 4 in the second. What there is one of
    /// stands for what all regions share, and is in none.
    static Optional<StackRegion> of(ServiceId service, List<StackRegion> regions) {
        int replicas = service.kind().replicas();
        return replicas == 1
                ? Optional.empty()
                : Optional.of(regions.get((service.number() - 1) * regions.size() / replicas));
    }

    /// `NAME:JURISDICTION`.
    @Override
    public String toString() {
        return name + ":" + jurisdiction;
    }
}
