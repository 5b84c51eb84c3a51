package xyz.blueblocks.sdk.route;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.PeerMetadata;
import xyz.blueblocks.wire.message.RelayDescriptor;

/// Where every relay of a route must stand, the receiver's own one included: data that may not
/// leave a jurisdiction takes no step outside.
///
/// The planner is asked for such routes, and what it answers is held against the relays' own signed
/// descriptors before a byte is sent. A relay's region and jurisdiction are its own word; whether
/// the word is true is for whoever attests relays.
///
/// @param regions cloud labels such as `eu-central-1`, at most 32; empty allows all
/// @param jurisdictions such as `DE` or `US-CA`, at most 32; `US` allows `US-CA`; empty allows all
public record AllowedPlaces(Set<String> regions, Set<String> jurisdictions) {
    /// No wish.
    public static final AllowedPlaces ANYWHERE = new AllowedPlaces(Set.of(), Set.of());

    private static final int MOST = 32;

    /// Copies the sets and checks the forms.
    public AllowedPlaces {
        regions = Set.copyOf(regions);
        jurisdictions = Set.copyOf(jurisdictions);
        if (regions.size() > MOST || !regions.stream().allMatch(PeerMetadata::isRegion)) {
            throw new IllegalArgumentException(
                    "regions: " + regions + " (want at most 32, each 1..32 of a-z 0-9 -)");
        }
        if (jurisdictions.size() > MOST
                || !jurisdictions.stream().allMatch(RelayDescriptor::isJurisdiction)) {
            throw new IllegalArgumentException(
                    "jurisdictions: " + jurisdictions + " (want at most 32 such as US or US-CA)");
        }
    }

    /// Any region under one of these jurisdictions.
    public static AllowedPlaces jurisdictions(String... jurisdictions) {
        return new AllowedPlaces(Set.of(), Set.of(jurisdictions));
    }

    /// One of these regions, whatever the jurisdiction.
    public static AllowedPlaces regions(String... regions) {
        return new AllowedPlaces(Set.of(regions), Set.of());
    }

    /// Whether there is no wish at all.
    public boolean isAnywhere() {
        return regions.isEmpty() && jurisdictions.isEmpty();
    }

    /// Whether a relay stands where it may.
    public boolean allow(RelayDescriptor relay) {
        return relay.standsIn(regions, jurisdictions);
    }

    /// What both allow: one can narrow the other, never widen it.
    ///
    /// @throws BlueBlocksException E007 where nothing is left
    public AllowedPlaces and(AllowedPlaces other) {
        return new AllowedPlaces(
                both("region", regions, other.regions),
                both("jurisdiction", jurisdictions, other.jurisdictions));
    }

    private static Set<String> both(String kind, Set<String> left, Set<String> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return left.isEmpty() ? right : left;
        }
        Set<String> both = new HashSet<>();
        left.stream().filter(each -> isIn(right, each)).forEach(both::add);
        right.stream().filter(each -> isIn(left, each)).forEach(both::add);
        if (both.isEmpty()) {
            throw new BlueBlocksException(
                    ErrorCode.ROUTE_UNAVAILABLE,
                    "No "
                            + kind
                            + " is allowed: "
                            + String.join(", ", new TreeSet<>(left))
                            + " by one rule and "
                            + String.join(", ", new TreeSet<>(right))
                            + " by the other.",
                    "Allow one that is in both.");
        }
        return both;
    }

    /// Itself, or the country of a subdivision. Regions are written in small letters, so nothing of
    /// theirs looks like a country.
    private static boolean isIn(Collection<String> allowed, String place) {
        return allowed.contains(place)
                || (RelayDescriptor.isJurisdiction(place)
                        && allowed.contains(place.substring(0, 2)));
    }

    /// Whether every relay of a route stands where it may.
    boolean allow(List<Hop> hops) {
        return hops.stream().allMatch(hop -> allow(hop.descriptor()));
    }

    /// For a sentence: `in region eu-central-1 and under jurisdiction AT or DE`.
    public String text() {
        List<String> parts = new ArrayList<>();
        if (!regions.isEmpty()) {
            parts.add("in region " + String.join(" or ", new TreeSet<>(regions)));
        }
        if (!jurisdictions.isEmpty()) {
            parts.add("under jurisdiction " + String.join(" or ", new TreeSet<>(jurisdictions)));
        }
        return parts.isEmpty() ? "anywhere" : String.join(" and ", parts);
    }
}
