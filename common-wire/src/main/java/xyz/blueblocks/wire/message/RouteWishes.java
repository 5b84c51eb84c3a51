package xyz.blueblocks.wire.message;

import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.json.Members;

/// The optional members of a route request; all of them absent means "as the planner thinks best".
///
/// @param firstHops `first_hop`: relays of which one must be the first (the sender's guards), at
///   most 8
/// @param avoid `avoid`: relays that must not be on the route, at most 64
/// @param onlyRelays `only_relays`: relays of which all hops must be, at most 64
/// @param hops `hops`: how many relays, 1 to 5
/// @param regions `allowed_regions`: where every hop must be, at most 32
/// @param jurisdictions `allowed_jurisdictions`: whose law must hold at every hop, at most 32
/// @param relaxDiversity `relax_diversity`: hops may share operator, network or node
public record RouteWishes(
        List<PeerId> firstHops,
        List<PeerId> avoid,
        List<PeerId> onlyRelays,
        Optional<Integer> hops,
        List<String> regions,
        List<String> jurisdictions,
        boolean relaxDiversity) {
    /// No wishes.
    public static final RouteWishes NONE =
            new RouteWishes(
                    List.of(), List.of(), List.of(), Optional.empty(), List.of(), List.of(), false);

    private static final int MAX_FIRST = 8;
    private static final int MAX_RELAYS = 64;
    private static final int MAX_PLACES = 32;

    /// Copies the lists and checks the ranges.
    public RouteWishes {
        firstHops = List.copyOf(firstHops);
        avoid = List.copyOf(avoid);
        onlyRelays = List.copyOf(onlyRelays);
        regions = List.copyOf(regions);
        jurisdictions = List.copyOf(jurisdictions);
        Check.most("first_hop", firstHops, MAX_FIRST);
        Check.most("avoid", avoid, MAX_RELAYS);
        Check.most("only_relays", onlyRelays, MAX_RELAYS);
        hops.ifPresent(count -> Check.range("hops", count, 1, Limits.MAX_HOPS));
        Check.most("allowed_regions", regions, MAX_PLACES);
        Check.most("allowed_jurisdictions", jurisdictions, MAX_PLACES);
        Check.that(
                regions.stream().allMatch(PeerMetadata::isRegion),
                "allowed_regions: want 1..32 of a-z 0-9 -");
        Check.that(
                jurisdictions.stream().allMatch(RelayDescriptor::isJurisdiction),
                "allowed_jurisdictions: want such as US or US-CA");
    }

    static RouteWishes from(Members m) {
        return new RouteWishes(
                m.optionalTexts("first_hop", MAX_FIRST, PeerId::parse),
                m.optionalTexts("avoid", MAX_RELAYS, PeerId::parse),
                m.optionalTexts("only_relays", MAX_RELAYS, PeerId::parse),
                m.optionalInteger("hops", 1, Limits.MAX_HOPS).map(Long::intValue),
                m.optionalTexts("allowed_regions", MAX_PLACES, Optional::of),
                m.optionalTexts("allowed_jurisdictions", MAX_PLACES, Optional::of),
                m.bool("relax_diversity", false));
    }

    /// Adds what is asked for; absent members are what nobody asks for.
    void addTo(JsonObject.Builder json) {
        addPeers(json, "first_hop", firstHops);
        addPeers(json, "avoid", avoid);
        addPeers(json, "only_relays", onlyRelays);
        hops.ifPresent(count -> json.put("hops", (long) count));
        addTexts(json, "allowed_regions", regions);
        addTexts(json, "allowed_jurisdictions", jurisdictions);
        if (relaxDiversity) {
            json.put("relax_diversity", new JsonValue.Bool(true));
        }
    }

    private static void addPeers(JsonObject.Builder json, String name, List<PeerId> peers) {
        addTexts(json, name, peers.stream().map(PeerId::toString).toList());
    }

    private static void addTexts(JsonObject.Builder json, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            json.putTexts(name, texts);
        }
    }
}
