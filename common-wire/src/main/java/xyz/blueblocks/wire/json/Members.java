package xyz.blueblocks.wire.json;

import static xyz.blueblocks.wire.json.Refused.refuse;
import static xyz.blueblocks.wire.json.Refused.unwrap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;

/// Takes the members of one message out of an object, each with its check. One thread, one use.
///
/// The first member that is missing, of the wrong type or out of range ends the reading, and
/// [#read] answers with `E010` and that member's name. So does a value that the message's own
/// constructor refuses. Members that nobody asked for are allowed, unless `critical` lists them.
///
/// Source: docs/spec/json.md, "Members".
public final class Members {
    /// Longest text of a member that says no other length.
    public static final int MAX_TEXT = 256;

    private static final String CRITICAL = "critical";
    private static final int MAX_CRITICAL = 32;
    private static final long MAX_EPOCH_SECONDS = 253_402_300_799L;

    private final JsonObject object;
    private final Set<String> known = new HashSet<>();

    private Members(JsonObject object) {
        this.object = object;
        known.addAll(List.of(CRITICAL, SignedJson.SIGNATURE));
    }

    /// Builds a message out of an object's members.
    public static <T> Decoded<T> read(JsonObject object, Function<Members, T> builder) {
        try {
            Members members = new Members(object);
            T message = builder.apply(members);
            members.requireCriticalKnown();
            return Decoded.ok(message);
        } catch (Refused refused) {
            return Decoded.malformed(refused.code(), refused.why(), -1);
        } catch (IllegalArgumentException e) {
            // A message's constructor names the member and the range, never the value of a text.
            return Decoded.malformed(String.valueOf(e.getMessage()), -1);
        }
    }

    /// The object itself.
    public JsonObject object() {
        return object;
    }

    /// Requires the outermost `signature` to be one, and does not verify it.
    public void signature() {
        parsed(SignedJson.SIGNATURE, SignedJson::decodeSignature);
    }

    /// Requires a member that says which message this is.
    public void constant(String name, String value) {
        if (!value.equals(text(name))) {
            throw refuse(name, "want " + value);
        }
    }

    /// A text of 1 to 256 characters.
    public String text(String name) {
        return text(name, MAX_TEXT);
    }

    /// A text of 1 to `maxChars` characters.
    public String text(String name, int maxChars) {
        return text(name, s -> !s.isEmpty() && s.length() <= maxChars);
    }

    /// A text that `test` accepts.
    public String text(String name, Predicate<String> test) {
        return optionalText(name, test).orElseThrow(() -> refuse(name, "missing"));
    }

    /// A text that may be absent, and is not empty.
    public Optional<String> optionalText(String name, int maxChars) {
        return optionalText(name, s -> !s.isEmpty() && s.length() <= maxChars);
    }

    /// A text that may be absent.
    public Optional<String> optionalText(String name, Predicate<String> test) {
        return optional(name)
                .map(value -> {
                    if (!(value instanceof JsonValue.Text(String text))) {
                        throw refuse(name, "want a text");
                    }
                    if (!test.test(text)) {
                        throw refuse(name, "not a text of the form it must have");
                    }
                    return text;
                });
    }

    /// A text that `parser` can read.
    public <T> T parsed(String name, Function<String, Optional<T>> parser) {
        return optionalParsed(name, parser).orElseThrow(() -> refuse(name, "missing"));
    }

    /// A text that `parser` can read, or nothing.
    public <T> Optional<T> optionalParsed(String name, Function<String, Optional<T>> parser) {
        return optionalText(name, _ -> true)
                .map(text ->
                        parser.apply(text)
                                .orElseThrow(() -> refuse(name, "not of the form it must have")));
    }

    /// A peer id, `12D3KooW…`.
    public PeerId peerId(String name) {
        return parsed(name, PeerId::parse);
    }

    /// An Ed25519 key, `ed25519:…`.
    public Ed25519PublicKey signingKey(String name) {
        return parsed(name, Ed25519PublicKey::parse);
    }

    /// Lower-case hexadecimal digits of exactly `bytes` bytes, as they were written.
    public String hex(String name, int bytes) {
        return text(name, s -> HexText.is(s, bytes));
    }

    /// A hash with its algorithm, such as `blake3:` and 64 hexadecimal digits, as it was written.
    public String hash(String name, String algorithm) {
        return text(name, s -> HexText.isHash(s, algorithm));
    }

    /// A text that `test` accepts, or an explicit `null`; the member itself must be there.
    public Optional<String> nullableText(String name, Predicate<String> test) {
        return unlessNull(name, () -> text(name, test));
    }

    /// An integer from `min` to `max`, or an explicit `null`; the member itself must be there.
    public Optional<Long> nullableInteger(String name, long min, long max) {
        return unlessNull(name, () -> integer(name, min, max));
    }

    /// A number from `min` to `max`, or an explicit `null`; the member itself must be there.
    public Optional<Double> nullableNumber(String name, double min, double max) {
        return unlessNull(name, () -> number(name, min, max));
    }

    /// An integer from `min` to `max`.
    public long integer(String name, long min, long max) {
        JsonValue value = required(name);
        if (!(value instanceof JsonValue.Num number) || !number.isInteger()) {
            throw refuse(name, "want an integer");
        }
        if (number.asLong() < min || number.asLong() > max) {
            throw refuse(name, number.asLong() + " (want " + min + ".." + max + ")");
        }
        return number.asLong();
    }

    /// An integer from `min` to `max`, or nothing.
    public Optional<Long> optionalInteger(String name, long min, long max) {
        return optional(name).map(_ -> integer(name, min, max));
    }

    /// A number from `min` to `max`.
    public double number(String name, double min, double max) {
        if (!(required(name) instanceof JsonValue.Num(double value))) {
            throw refuse(name, "want a number");
        }
        if (value < min || value > max) {
            throw refuse(name, "out of range (want " + min + ".." + max + ")");
        }
        return value;
    }

    /// `true` or `false`.
    public boolean bool(String name) {
        if (required(name) instanceof JsonValue.Bool(boolean value)) {
            return value;
        }
        throw refuse(name, "want true or false");
    }

    /// `true` or `false`, or what absence means.
    public boolean bool(String name, boolean absent) {
        return optional(name).map(_ -> bool(name)).orElse(absent);
    }

    /// A time in whole seconds since the Unix epoch, up to the year 9999.
    public Instant epochSeconds(String name) {
        return Instant.ofEpochSecond(integer(name, 0, MAX_EPOCH_SECONDS));
    }

    /// A time as ISO-8601 in UTC, such as `2024-01-16T12:30:00Z`.
    public Instant iso(String name) {
        return parsed(name, IsoTime::parse);
    }

    /// An object, as it is.
    public JsonObject object(String name) {
        if (!(required(name) instanceof JsonObject value)) {
            throw refuse(name, "want an object");
        }
        return value;
    }

    /// An object, as it is, or nothing.
    public Optional<JsonObject> optionalObject(String name) {
        return optional(name).map(_ -> object(name));
    }

    /// An object that `decoder` reads.
    public <T> T nested(String name, Function<JsonObject, Decoded<T>> decoder) {
        return unwrap(name, decoder.apply(object(name)));
    }

    /// An object that `decoder` reads, or nothing.
    public <T> Optional<T> optionalNested(String name, Function<JsonObject, Decoded<T>> decoder) {
        return optionalObject(name).map(value -> unwrap(name, decoder.apply(value)));
    }

    /// An array of objects that `decoder` reads.
    public <T> List<T> list(
            String name, int min, int max, Function<JsonObject, Decoded<T>> decoder) {
        List<T> out = new ArrayList<>();
        for (JsonValue value : array(name, min, max)) {
            if (!(value instanceof JsonObject element)) {
                throw refuse(name, "want objects");
            }
            out.add(unwrap(name, decoder.apply(element)));
        }
        return List.copyOf(out);
    }

    /// An array of texts that `parser` reads.
    public <T> List<T> texts(String name, int min, int max, Function<String, Optional<T>> parser) {
        List<T> out = new ArrayList<>();
        for (JsonValue value : array(name, min, max)) {
            if (!(value instanceof JsonValue.Text(String text))) {
                throw refuse(name, "want texts");
            }
            out.add(
                    parser.apply(text)
                            .orElseThrow(() -> refuse(name, "not of the form it must have")));
        }
        return List.copyOf(out);
    }

    /// An array of texts that `parser` reads; empty when the member is absent.
    public <T> List<T> optionalTexts(String name, int max, Function<String, Optional<T>> parser) {
        return optional(name).isEmpty() ? List.of() : texts(name, 0, max, parser);
    }

    /// Refuses the message unless a condition that joins several members holds.
    public void require(boolean condition, ErrorCode code, String why) {
        if (!condition) {
            throw new Refused(code, why);
        }
    }

    private <T> Optional<T> unlessNull(String name, Supplier<T> reader) {
        return required(name) == JsonValue.Null.NULL ? Optional.empty() : Optional.of(reader.get());
    }

    private List<JsonValue> array(String name, int min, int max) {
        if (!(required(name) instanceof JsonValue.Array(List<JsonValue> values))) {
            throw refuse(name, "want an array");
        }
        if (values.size() < min || values.size() > max) {
            throw refuse(name, values.size() + " elements (want " + min + ".." + max + ")");
        }
        return values;
    }

    private JsonValue required(String name) {
        return optional(name).orElseThrow(() -> refuse(name, "missing"));
    }

    private Optional<JsonValue> optional(String name) {
        known.add(name);
        return object.get(name);
    }

    private void requireCriticalKnown() {
        for (String name : optionalTexts(CRITICAL, MAX_CRITICAL, Optional::of)) {
            if (!known.contains(name)) {
                throw refuse(CRITICAL, "lists a member that is not known here");
            }
        }
    }
}
