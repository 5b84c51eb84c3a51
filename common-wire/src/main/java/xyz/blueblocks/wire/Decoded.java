package xyz.blueblocks.wire;

import java.util.Optional;
import java.util.function.Function;

/// What came of reading bytes that a stranger sent: a value, or why there is none.
///
/// Decoders in this module never throw on what they read; they return this.
///
/// @param <T> what was to be read
public sealed interface Decoded<T> {

    /// The bytes were good.
    ///
    /// @param <T> what was read
    /// @param value what was read
    record Ok<T>(T value) implements Decoded<T> {}

    /// The bytes were not good.
    ///
    /// @param <T> what was to be read
    /// @param code what to answer
    /// @param why one line for the one who sent them; names members and sizes, never their contents
    /// @param offset where reading stopped, in bytes from the start, or -1 where a place means
    ///   nothing (a member of a JSON object)
    record Malformed<T>(ErrorCode code, String why, int offset) implements Decoded<T> {
        /// The same refusal, where another type is wanted.
        public <U> Malformed<U> as() {
            return new Malformed<>(code, why, offset);
        }
    }

    /// A value that was read.
    static <T> Decoded<T> ok(T value) {
        return new Ok<>(value);
    }

    /// A refusal with [ErrorCode#INVALID_FORMAT].
    static <T> Decoded<T> malformed(String why, int offset) {
        return new Malformed<>(ErrorCode.INVALID_FORMAT, why, offset);
    }

    /// A refusal.
    static <T> Decoded<T> malformed(ErrorCode code, String why, int offset) {
        return new Malformed<>(code, why, offset);
    }

    /// Turns the value, if there is one, into another.
    default <U> Decoded<U> map(Function<? super T, ? extends U> step) {
        return switch (this) {
            case Ok<T>(var value) -> new Ok<>(step.apply(value));
            case Malformed<T> bad -> bad.as();
        };
    }

    /// Goes on with a step that may refuse too.
    default <U> Decoded<U> flatMap(Function<? super T, Decoded<U>> step) {
        return switch (this) {
            case Ok<T>(var value) -> step.apply(value);
            case Malformed<T> bad -> bad.as();
        };
    }

    /// The value without the reason for its absence.
    default Optional<T> toOptional() {
        return switch (this) {
            case Ok<T>(var value) -> Optional.of(value);
            case Malformed<T> _ -> Optional.empty();
        };
    }

    /// The value of bytes that are our own, such as a file this program wrote.
    ///
    /// @throws IllegalStateException when they were not good after all
    default T orElseThrow() {
        return switch (this) {
            case Ok<T>(var value) -> value;
            case Malformed<T> bad ->
                    throw new IllegalStateException(
                            bad.code().code() + " at " + bad.offset() + ": " + bad.why());
        };
    }
}
