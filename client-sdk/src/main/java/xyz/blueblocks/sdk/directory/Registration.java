package xyz.blueblocks.sdk.directory;

import java.util.List;
import java.util.Optional;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.message.Capability;

/// What a peer says of itself when it registers; kept in the profile, to register again.
///
/// @param capabilities what it wants to be, at least one
/// @param region cloud label such as `us-west-2`
/// @param npi ten digits, of a healthcare provider
public record Registration(List<Capability> capabilities, String region, Optional<String> npi) {
    static final int MAX_BYTES = 4096;

    /// Copies the list.
    public Registration {
        capabilities = List.copyOf(capabilities);
    }

    static Decoded<Registration> fromJson(JsonObject json) {
        return Members.read(
                json,
                m ->
                        new Registration(
                                m.texts("capabilities", 1, 3, Capability::parse),
                                m.text("region"),
                                m.optionalText("npi", 10)));
    }

    JsonObject toJson() {
        return Json.object()
                .putTexts("capabilities", capabilities.stream().map(Capability::text).toList())
                .put("region", region)
                .putText("npi", npi)
                .build();
    }

    /// Without the NPI, which names a person.
    @Override
    public String toString() {
        return "Registration[" + capabilities + ", " + region + "]";
    }
}
