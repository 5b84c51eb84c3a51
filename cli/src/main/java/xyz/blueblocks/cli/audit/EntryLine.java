package xyz.blueblocks.cli.audit;

import java.util.Optional;
import xyz.blueblocks.cli.terminal.Shown;
import xyz.blueblocks.crypto.identity.BlueAddress;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// An entry of the log as a line: when, what, which record, who, whose.
final class EntryLine {
    private EntryLine() {}

    /// @param event an audit event; all of it may have been written by strangers
    /// @param profile whose contacts give names to addresses, if there is one
    static String of(JsonObject event, Optional<Profile> profile) {
        JsonObject data = event.object("data").orElseGet(() -> Json.object().build());
        String outcome = data.bool("success").orElse(false) ? "" : "  REFUSED";
        String reason = data.text("access_reason").map(why -> "  \"" + why + "\"").orElse("");
        return Shown.line(
                "%s  %-16s  %s  by %s  of %s"
                                .formatted(
                                        data.text("timestamp").orElse("-"),
                                        data.text("action").orElse("-"),
                                        data.text("record_id").orElse("-"),
                                        who(data.text("accessor_address"), profile),
                                        who(data.text("patient_address"), profile))
                        + outcome
                        + reason);
    }

    private static String who(Optional<String> address, Optional<Profile> profile) {
        if (address.isEmpty()) return "-";
        if (profile.isEmpty()) return address.get();
        if (profile.get().address().equals(address.get())) return "you";
        return profile.get().contacts().all().entrySet().stream()
                .filter(each -> matches(address.get(), each.getValue()))
                .map(java.util.Map.Entry::getKey)
                .findFirst()
                .orElse(address.get());
    }

    private static boolean matches(String address, PeerId peer) {
        return BlueAddress.matches(address, peer.publicKey());
    }
}
