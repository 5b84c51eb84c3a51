package xyz.blueblocks.sdk.receive;

import xyz.blueblocks.wire.transfer.EpochBody;

/// What the loop hands to a [FileFeed], in its order.
sealed interface FeedItem {
    /// A new epoch begins.
    record Epoch(EpochBody body) implements FeedItem {}

    /// A whole sealed chunk.
    final class Chunk implements FeedItem {
        final int sequence;
        final byte[] sealed;
        final int length;

        Chunk(int sequence, byte[] sealed, int length) {
            this.sequence = sequence;
            this.sealed = sealed;
            this.length = length;
        }
    }

    /// Nothing more comes by this session.
    record Stop() implements FeedItem {}

    /// The sender gave up.
    record Cancel() implements FeedItem {}
}
