package xyz.blueblocks.sdk.receive;

import xyz.blueblocks.link.LinkIdentity;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.sdk.transfer.TransferObserver;

/// What every session of one receiver works with.
record ReceiverParts(
        LinkIdentity identity,
        Surroundings around,
        ReceivePolicy policy,
        ReceiveListener listener,
        TransferObserver observer,
        ReceiptJournal journal,
        OwedAnswers owed,
        ChunkBuffers buffers) {}
