package xyz.blueblocks.sdk.transfer;

import xyz.blueblocks.wire.message.MessageHead;

/// What the receiver of a message answered in the same session; signed by it, and verified.
public final class Answer {
    private final MessageHead head;
    private final byte[] payload;

    Answer(MessageHead head, byte[] payload) {
        this.head = head;
        this.payload = payload;
    }

    /// Who said what kind of thing, and when.
    public MessageHead head() {
        return head;
    }

    /// The bytes, the caller's own.
    public byte[] payload() {
        return payload;
    }
}
