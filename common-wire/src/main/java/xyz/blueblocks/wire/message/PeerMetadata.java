package xyz.blueblocks.wire.message;

import java.util.Optional;
import java.util.regex.Pattern;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;

/// What a peer tells discovery about itself.
///
/// @param version of its software, one line of at most 32 characters
/// @param region cloud label such as `us-west-2`, at most 32 of `a-z 0-9 -`
/// @param npi National Provider Identifier; never shown to other peers
public record PeerMetadata(String version, String region, Optional<String> npi) {
    private static final int MAX_VERSION = 32;
    private static final Pattern REGION = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    /// Checks form and check digit.
    public PeerMetadata {
        Check.line("version", version, MAX_VERSION);
        Check.that(isRegion(region), "region: want 1..32 of a-z 0-9 -");
        Check.that(npi.isEmpty() || NpiCheck.holds(npi.get()), "npi: not a valid NPI");
    }

    /// Whether a text has a region's form.
    public static boolean isRegion(String text) {
        return REGION.matcher(text).matches();
    }

    /// Reads `metadata` of a registration.
    public static Decoded<PeerMetadata> fromJson(JsonObject json) {
        return Members.read(
                json,
                m ->
                        new PeerMetadata(
                                m.text("version"), m.text("region"), m.optionalText("npi", 16)));
    }

    /// The form in a registration.
    public JsonObject toJson() {
        return Json.object()
                .put("version", version)
                .put("region", region)
                .putText("npi", npi)
                .build();
    }

    /// Without the NPI.
    @Override
    public String toString() {
        return "PeerMetadata[" + version + ", " + region + "]";
    }
}
