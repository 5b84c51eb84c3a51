package xyz.blueblocks.sdk.session;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import xyz.blueblocks.crypto.session.OpenedRecord.Fragment;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.frame.FrameType;

/// Puts messages of several records together, within bounds.
///
/// The record layer allows 16 open messages of 10 MiB; what a session is used for needs far less,
/// so a stranger gets far less. Not thread-safe.
final class MessageAssembly {
    /// Head and payload of DATA, or an offer with its list.
    static final int MAX_DATA = Limits.MAX_CHUNK_BYTES + Limits.MAX_JSON_BYTES + 5;

    /// Everything else is a signed JSON or smaller.
    static final int MAX_OTHER = Limits.MAX_JSON_BYTES;

    /// Open at once: one of DATA, and small ones between its records.
    static final int MAX_OPEN = 4;

    private final Map<Long, Parts> open = new HashMap<>();

    /// What a fragment led to.
    sealed interface Step {
        /// More is to come.
        record More() implements Step {}

        /// The message is whole.
        record Whole(FrameType type, Body body) implements Step {}

        /// A bound was broken; the session ends.
        record Refused() implements Step {}
    }

    /// Bytes of a whole message.
    static final class Body {
        final byte[] bytes;

        Body(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    /// Takes a fragment that is not a chunk's; copies its bytes.
    Step take(Fragment fragment) {
        Optional<FrameType> type = FrameType.of(fragment.type());
        int most = type.filter(FrameType.DATA::equals).isPresent() ? MAX_DATA : MAX_OTHER;
        if (type.isEmpty()) {
            // A type of a later version: read over, never kept.
            return new Step.More();
        }
        if (fragment.first() && fragment.last()) {
            int from = fragment.offset();
            return fragment.length() > most
                    ? new Step.Refused()
                    : new Step.Whole(
                            type.get(),
                            new Body(
                                    Arrays.copyOfRange(
                                            fragment.array(), from, from + fragment.length())));
        }
        return longer(fragment, type.get(), most);
    }

    private Step longer(Fragment fragment, FrameType type, int most) {
        if (fragment.first()) {
            if (open.size() == MAX_OPEN) {
                return new Step.Refused();
            }
            open.put(fragment.messageNumber(), new Parts());
        }
        Parts parts = open.get(fragment.messageNumber());
        if (parts == null || parts.length + fragment.length() > most) {
            return new Step.Refused();
        }
        parts.add(fragment);
        if (!fragment.last()) {
            return new Step.More();
        }
        open.remove(fragment.messageNumber());
        return new Step.Whole(type, new Body(Arrays.copyOf(parts.bytes, parts.length)));
    }

    private static final class Parts {
        private byte[] bytes = new byte[0];
        private int length;

        void add(Fragment fragment) {
            if (length + fragment.length() > bytes.length) {
                bytes =
                        Arrays.copyOf(
                                bytes, Math.max(2 * bytes.length, length + fragment.length()));
            }
            System.arraycopy(fragment.array(), fragment.offset(), bytes, length, fragment.length());
            length += fragment.length();
        }
    }
}
