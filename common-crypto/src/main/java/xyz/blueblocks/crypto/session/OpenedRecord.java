package xyz.blueblocks.crypto.session;

import java.util.Arrays;

/// What one cell turned out to hold.
public sealed interface OpenedRecord {
    /// Nothing: the other end hides a count or rekeys.
    record Padding() implements OpenedRecord {}

    /// The cell broke a rule; the session is dead and every later cell gets the same answer.
    ///
    /// @param error the protocol's error number, as 6 for `E006`
    record Refused(int error) implements OpenedRecord {}

    /// A piece of a message.
    ///
    /// The bytes are borrowed: they are good until the opener's next call and as long as the cell's
    /// own array is left alone. Those of a CHUNK are not authenticated yet: the chunk cipher is.
    final class Fragment implements OpenedRecord {
        private final int type;
        private final long messageNumber;
        private final boolean first;
        private final boolean last;
        private final byte[] chunkId;
        private final int sequence;
        private final byte[] array;
        private final int offset;
        private final int length;

        Fragment(RecordHead head, byte[] array, int offset) {
            this.type = head.type();
            this.messageNumber = head.number();
            this.first = head.has(RecordHead.FIRST);
            this.last = head.has(RecordHead.LAST);
            this.chunkId = isChunk() ? head.chunkId() : RecordHead.noChunk();
            this.sequence = head.sequence();
            this.array = array;
            this.offset = offset;
            this.length = head.used();
        }

        /// Message type, 0x01..0x3F.
        public int type() {
            return type;
        }

        /// Number of the message in its direction, from 0.
        public long messageNumber() {
            return messageNumber;
        }

        /// Whether the message begins here.
        public boolean first() {
            return first;
        }

        /// Whether the message ends here.
        public boolean last() {
            return last;
        }

        /// Whether it is a CHUNK, still sealed by the chunk cipher.
        public boolean isChunk() {
            return type == RecordHead.CHUNK;
        }

        /// 16 bytes, zeros unless a CHUNK.
        public byte[] chunkId() {
            return chunkId.clone();
        }

        /// Whether the chunk belongs to the epoch of that id; chunk ids are public to both ends.
        public boolean hasChunkId(byte[] id) {
            return Arrays.equals(chunkId, id);
        }

        /// The chunk's number in its file as the head says, unchecked: negative above 2^31 − 1.
        public int sequence() {
            return sequence;
        }

        /// Array that holds the bytes.
        public byte[] array() {
            return array;
        }

        /// Where they begin.
        public int offset() {
            return offset;
        }

        /// How many they are.
        public int length() {
            return length;
        }
    }
}
