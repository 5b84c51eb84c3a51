package xyz.blueblocks.wire.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// The one text form of a time: ISO-8601 in UTC with whole seconds or a fraction, ending in `Z`.
///
/// Narrower than [Instant#parse], which also takes offsets, signs and missing seconds: two texts
/// for one time would be two signatures for one message.
final class IsoTime {
    /// Nine digits of a fraction, and nothing longer reaches the pattern.
    private static final int MAX_CHARS = 30;

    private static final Pattern FORM =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

    private IsoTime() {}

    static Optional<Instant> parse(String text) {
        if (text.length() > MAX_CHARS || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
