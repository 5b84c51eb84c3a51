package xyz.blueblocks.wire.event;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.json.Members;

/// The seed's audit log entry: all twelve members, always; what does not apply is `null`.
///
/// @param logId names the entry
/// @param timestamp when it happened
/// @param action what was tried, such as `read` or `peer.register`
/// @param recordId which record
/// @param patientAddress whose, `bb1…`
/// @param accessorAddress who tried, `bb1…`
/// @param accessorNpi ten digits
/// @param accessReason why, one line
/// @param ipHash `hmac-sha256:` key id `:` 64 hexadecimal digits; a plain hash of an address would
///   be the address
/// @param success whether it was allowed
/// @param blockHeight tree size of the covering checkpoint; `null` until logged
/// @param txHash `0x` and the leaf hash; `null` until logged
public record AuditEntry(
        String logId,
        Instant timestamp,
        String action,
        Optional<String> recordId,
        Optional<String> patientAddress,
        Optional<String> accessorAddress,
        Optional<String> accessorNpi,
        Optional<String> accessReason,
        Optional<String> ipHash,
        boolean success,
        Optional<Long> blockHeight,
        Optional<String> txHash) {
    private static final int MAX_REASON = 256;
    private static final Pattern ADDRESS = Pattern.compile("bb1[02-9ac-hj-np-z]{38}");
    private static final Pattern NPI = Pattern.compile("\\d{10}");
    private static final Pattern KEYED_HASH =
            Pattern.compile("hmac-sha256:[A-Za-z0-9._-]{1,64}:[0-9a-f]{64}");
    private static final Pattern TX_HASH = Pattern.compile("0x[0-9a-f]{64}");

    /// Checks the forms.
    public AuditEntry {
        Require.id("log_id", logId);
        Require.id("action", action);
        recordId.ifPresent(id -> Require.id("record_id", id));
        Require.that(fits(patientAddress, ADDRESS), "patient_address: want a bb1 address");
        Require.that(fits(accessorAddress, ADDRESS), "accessor_address: want a bb1 address");
        Require.that(fits(accessorNpi, NPI), "accessor_npi: want ten digits");
        Require.that(
                accessReason.isEmpty() || isLine(accessReason.get()),
                "access_reason: want 1..256 characters on one line");
        Require.that(fits(ipHash, KEYED_HASH), "ip_hash: want hmac-sha256:<key id>:<64 hex>");
        blockHeight.ifPresent(size -> Require.range("block_height", size, 0, JsonValue.Num.MAX));
        Require.that(fits(txHash, TX_HASH), "tx_hash: want 0x and 64 hexadecimal digits");
    }

    /// Reads the form; a member that is absent is refused, one that is `null` may be.
    public static Decoded<AuditEntry> fromJson(JsonObject json) {
        return Members.read(
                json,
                m ->
                        new AuditEntry(
                                m.text("log_id"),
                                m.iso("timestamp"),
                                m.text("action"),
                                m.nullableText("record_id", _ -> true),
                                m.nullableText("patient_address", _ -> true),
                                m.nullableText("accessor_address", _ -> true),
                                m.nullableText("accessor_npi", _ -> true),
                                m.nullableText("access_reason", _ -> true),
                                m.nullableText("ip_hash", _ -> true),
                                m.bool("success"),
                                m.nullableInteger("block_height", 0, JsonValue.Num.MAX),
                                m.nullableText("tx_hash", _ -> true)));
    }

    /// The form, with all twelve members.
    public JsonObject toJson() {
        return Json.object()
                .put("log_id", logId)
                .putIso("timestamp", timestamp)
                .put("action", action)
                .put("record_id", orNull(recordId))
                .put("patient_address", orNull(patientAddress))
                .put("accessor_address", orNull(accessorAddress))
                .put("accessor_npi", orNull(accessorNpi))
                .put("access_reason", orNull(accessReason))
                .put("ip_hash", orNull(ipHash))
                .put("success", success)
                .put(
                        "block_height",
                        blockHeight.<JsonValue>map(JsonValue.Num::new).orElse(JsonValue.Null.NULL))
                .put("tx_hash", orNull(txHash))
                .build();
    }

    /// Id and action only: the rest is about people.
    @Override
    public String toString() {
        return "AuditEntry[" + logId + ", " + action + "]";
    }

    private static JsonValue orNull(Optional<String> text) {
        return text.<JsonValue>map(JsonValue.Text::new).orElse(JsonValue.Null.NULL);
    }

    private static boolean fits(Optional<String> text, Pattern pattern) {
        return text.isEmpty() || pattern.matcher(text.get()).matches();
    }

    private static boolean isLine(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_REASON
                && text.chars().noneMatch(Character::isISOControl);
    }
}
