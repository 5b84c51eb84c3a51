package xyz.blueblocks.wire.token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.message.Capability;

/// What all our JWTs check alike.
final class Claims {
    static final int MAX_CAPABILITIES = Capability.values().length;

    private static final int MAX_AUDIENCES = 8;

    private Claims() {}

    /// Reads claims; whatever is wrong with them is wrong with the token: `E005`.
    static <T> Decoded<T> read(JsonObject claims, Function<Members, T> builder) {
        return switch (Members.read(claims, builder)) {
            case Decoded.Ok<T> ok -> ok;
            case Decoded.Malformed<T> bad -> CompactJws.refuse(bad.why());
        };
    }

    /// `aud`, which is a text or an array of texts.
    static List<String> audience(JsonObject claims) {
        List<String> out = new ArrayList<>();
        claims.text("aud").ifPresent(out::add);
        for (JsonValue each : claims.array("aud").orElse(List.of())) {
            if (each instanceof JsonValue.Text(String text) && out.size() < MAX_AUDIENCES) {
                out.add(text);
            }
        }
        return List.copyOf(out);
    }

    /// Judges a life last of all, so that `E016` is only told of a token that was good.
    static <T> Decoded<T> inForce(T token, Instant issuedAt, Instant expires, Instant now) {
        if (issuedAt.isAfter(now.plus(Limits.CLOCK_SKEW)) || !expires.isAfter(issuedAt)) {
            return CompactJws.refuse("iat: in the future, or not before exp");
        }
        return now.isBefore(expires)
                ? Decoded.ok(token)
                : Decoded.malformed(ErrorCode.SESSION_EXPIRED, "exp: past", -1);
    }
}
