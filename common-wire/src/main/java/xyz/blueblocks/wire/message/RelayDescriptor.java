package xyz.blueblocks.wire.message;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;

/// What a relay says of itself, signed by itself, so that a directory which lies cannot insert a
/// key or an address. Of two, the one issued later counts.
///
/// @param peerId the relay
/// @param publicKey the key that the peer id is made of
/// @param endpoints where it listens, 1 to 8
/// @param onionKeys current and next ones, 1 to 8
/// @param operator who runs it
/// @param region cloud label
/// @param jurisdiction whose law holds: two capital letters, and a subdivision if need be
/// @param node machine or failure domain; two hops never share one
/// @param limits what it grants
/// @param issued when it was made
/// @param expires at most 26 h later
public record RelayDescriptor(
        PeerId peerId,
        Ed25519PublicKey publicKey,
        List<Endpoint> endpoints,
        List<OnionKey> onionKeys,
        String operator,
        String region,
        String jurisdiction,
        String node,
        RelayLimits limits,
        Instant issued,
        Instant expires)
        implements SelfSigned {
    /// Label of its signature.
    public static final String LABEL = SignLabels.DESCRIPTOR;

    private static final int MAX_ENDPOINTS = 8;
    private static final int MAX_KEYS = 8;
    private static final int MAX_NAME = 128;
    private static final int COUNTRY = 2;
    private static final Pattern JURISDICTION = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");

    /// Copies the lists and checks everything but the signature.
    public RelayDescriptor {
        endpoints = List.copyOf(endpoints);
        onionKeys = List.copyOf(onionKeys);
        Check.that(PeerId.of(publicKey).equals(peerId), "peer_id: want the id of public_key");
        Check.range("endpoints", endpoints.size(), 1, MAX_ENDPOINTS);
        Check.range("onion_keys", onionKeys.size(), 1, MAX_KEYS);
        Check.line("operator", operator, MAX_NAME);
        Check.that(PeerMetadata.isRegion(region), "region: want 1..32 of a-z 0-9 -");
        Check.that(isJurisdiction(jurisdiction), "jurisdiction: want such as US or US-CA");
        Check.line("node", node, MAX_NAME);
        Check.that(
                expires.isAfter(issued)
                        && !expires.isAfter(issued.plus(Limits.MAX_DESCRIPTOR_LIFE)),
                "expires: want within 26 h after issued");
    }

    /// Whether a text has a jurisdiction's form.
    public static boolean isJurisdiction(String text) {
        return JURISDICTION.matcher(text).matches();
    }

    /// Whether it stands in one of these regions and under the law of one of these jurisdictions;
    /// an empty list allows all. A country stands for its subdivisions too: `US` allows `US-CA`,
    /// and `US-CA` not `US`.
    ///
    /// Source: row B09; what a relay says here is its own signed word.
    public boolean standsIn(Collection<String> regions, Collection<String> jurisdictions) {
        return (regions.isEmpty() || regions.contains(region))
                && (jurisdictions.isEmpty()
                        || jurisdictions.contains(jurisdiction)
                        || jurisdictions.contains(jurisdiction.substring(0, COUNTRY)));
    }

    /// Reads the form without judging signature and time.
    public static Decoded<RelayDescriptor> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.signature();
                    return new RelayDescriptor(
                            m.peerId("peer_id"),
                            m.signingKey("public_key"),
                            m.list("endpoints", 1, MAX_ENDPOINTS, Endpoint::fromJson),
                            m.list("onion_keys", 1, MAX_KEYS, OnionKey::fromJson),
                            m.text("operator"),
                            m.text("region"),
                            m.text("jurisdiction"),
                            m.text("node"),
                            m.nested("limits", RelayLimits::fromJson),
                            m.epochSeconds("issued"),
                            m.epochSeconds("expires"));
                });
    }

    /// Reads a descriptor and judges that this relay signed it (`E005` if not) and that it is in
    /// force at `now`.
    public static Decoded<RelayDescriptor> verified(JsonObject json, PeerId relay, Instant now) {
        return SelfSigned.verified("descriptor", json, fromJson(json), LABEL, relay, now);
    }

    /// The form without signature.
    public JsonObject toJson() {
        return Json.object()
                .put("peer_id", peerId.toString())
                .put("public_key", publicKey.text())
                .put("endpoints", endpoints.stream().map(Endpoint::toJson).toList())
                .put("onion_keys", onionKeys.stream().map(OnionKey::toJson).toList())
                .put("operator", operator)
                .put("region", region)
                .put("jurisdiction", jurisdiction)
                .put("node", node)
                .put("limits", limits.toJson())
                .putEpochSeconds("issued", issued)
                .putEpochSeconds("expires", expires)
                .build();
    }
}
