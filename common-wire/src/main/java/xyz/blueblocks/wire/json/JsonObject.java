package xyz.blueblocks.wire.json;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// An immutable JSON object.
///
/// A message keeps the object it was read from beside it, so that members which this version does
/// not know stay under the signature.
public final class JsonObject implements JsonValue {
    // Sorted, because the canonical form is, and because a tree has no worst case that a sender
    // could choose names for.
    private final SortedMap<String, JsonValue> members;

    private JsonObject(SortedMap<String, JsonValue> members) {
        this.members = Collections.unmodifiableSortedMap(members);
    }

    /// Takes the map over.
    static JsonObject owning(TreeMap<String, JsonValue> members) {
        return new JsonObject(members);
    }

    /// All members, by name in UTF-16 order.
    public SortedMap<String, JsonValue> members() {
        return members;
    }

    /// The names of all members.
    public Set<String> names() {
        return members.keySet();
    }

    /// Whether there is such a member, even if it is `null`.
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /// The member, whatever it is.
    public Optional<JsonValue> get(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /// The member, if it is a string.
    public Optional<String> text(String name) {
        return members.get(name) instanceof Text(String value)
                ? Optional.of(value)
                : Optional.empty();
    }

    /// The member, if it is an integer.
    public OptionalLong integer(String name) {
        return members.get(name) instanceof Num number && number.isInteger()
                ? OptionalLong.of(number.asLong())
                : OptionalLong.empty();
    }

    /// The member, if it is `true` or `false`.
    public Optional<Boolean> bool(String name) {
        return members.get(name) instanceof Bool(boolean value)
                ? Optional.of(value)
                : Optional.empty();
    }

    /// The member, if it is an object.
    public Optional<JsonObject> object(String name) {
        return members.get(name) instanceof JsonObject value
                ? Optional.of(value)
                : Optional.empty();
    }

    /// The member, if it is an array.
    public Optional<List<JsonValue>> array(String name) {
        return members.get(name) instanceof Array(List<JsonValue> values)
                ? Optional.of(values)
                : Optional.empty();
    }

    /// This object without some members.
    public JsonObject without(String... names) {
        TreeMap<String, JsonValue> rest = new TreeMap<>(members);
        rest.keySet().removeAll(Arrays.asList(names));
        return new JsonObject(rest);
    }

    /// This object with a member added or replaced.
    public JsonObject with(String name, JsonValue value) {
        return toBuilder().put(name, value).build();
    }

    /// A builder that begins with these members.
    public Builder toBuilder() {
        return new Builder(new TreeMap<>(members));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonObject that && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    /// The number of members only: what they say may be personal or secret.
    @Override
    public String toString() {
        return "JsonObject[" + members.size() + " members]";
    }

    /// Collects members; a later one replaces an earlier one of the same name.
    public static final class Builder {
        private final TreeMap<String, JsonValue> members;

        private Builder(TreeMap<String, JsonValue> members) {
            this.members = members;
        }

        static Builder empty() {
            return new Builder(new TreeMap<>());
        }

        /// Adds any value.
        public Builder put(String name, JsonValue value) {
            if (!Characters.wellFormed(name)) {
                throw new IllegalArgumentException("name: not interoperable text");
            }
            members.put(name, value);
            return this;
        }

        /// Adds a string.
        public Builder put(String name, String value) {
            return put(name, new Text(value));
        }

        /// Adds an integer within ±(2^53 - 1).
        public Builder put(String name, long value) {
            if (Math.abs(value) > Num.MAX || value == Long.MIN_VALUE) {
                throw new IllegalArgumentException(name + ": " + value + " (want ±(2^53 - 1))");
            }
            return put(name, new Num(value));
        }

        /// Adds a number.
        public Builder put(String name, double value) {
            return put(name, new Num(value));
        }

        /// Adds `true` or `false`.
        public Builder put(String name, boolean value) {
            return put(name, new Bool(value));
        }

        /// Adds an array of any values.
        public Builder put(String name, List<? extends JsonValue> values) {
            return put(name, new Array(List.copyOf(values)));
        }

        /// Adds an array of strings.
        public Builder putTexts(String name, Collection<String> values) {
            return put(name, values.stream().map(Text::new).toList());
        }

        /// Adds a time in whole seconds since the Unix epoch.
        public Builder putEpochSeconds(String name, Instant value) {
            return put(name, value.getEpochSecond());
        }

        /// Adds a time as ISO-8601 in UTC, such as `2024-01-16T12:30:00Z`.
        public Builder putIso(String name, Instant value) {
            return put(name, value.toString());
        }

        /// Adds a string if there is one.
        public Builder putText(String name, Optional<String> value) {
            value.ifPresent(present -> put(name, present));
            return this;
        }

        /// Adds a value if there is one.
        public Builder putValue(String name, Optional<? extends JsonValue> value) {
            value.ifPresent(present -> put(name, present));
            return this;
        }

        /// The object; this builder can go on and build others.
        public JsonObject build() {
            return new JsonObject(new TreeMap<String, JsonValue>((Map<String, JsonValue>) members));
        }
    }
}
