package xyz.blueblocks.wire.message;

import java.util.regex.Pattern;

/// What the payload of a DATA message can be: media types, and the registry of our own.
///
/// Messages of the seeds without a frame type travel as payloads of these types.
///
/// Source: docs/spec/messages.md, "Content types".
public final class ContentTypes {
    /// FHIR resource in JSON.
    public static final String FHIR_JSON = "application/fhir+json";

    /// A [RecordRequest].
    public static final String RECORD_REQUEST = "application/vnd.blueblocks.record-request+json";

    /// An [ErrorMessage] that answers a payload.
    public static final String ERROR = "application/vnd.blueblocks.error+json";

    /// Bytes of no known kind.
    public static final String OCTETS = "application/octet-stream";

    /// Plain text in UTF-8.
    public static final String TEXT = "text/plain; charset=utf-8";

    private static final int MAX_CHARS = 128;
    private static final Pattern MEDIA_TYPE =
            Pattern.compile(
                    "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*"
                            + "(; ?[A-Za-z0-9_-]+=[A-Za-z0-9_.-]+)*");

    private ContentTypes() {}

    /// Whether `text` has the form of a media type of at most 128 characters.
    public static boolean wellFormed(String text) {
        return text.length() <= MAX_CHARS && MEDIA_TYPE.matcher(text).matches();
    }
}
