package xyz.blueblocks.sdk.transfer;

import java.util.List;
import java.util.concurrent.CompletionStage;
import xyz.blueblocks.crypto.identity.PeerId;

/// A transfer under way.
public interface Transfer {

    /// `message_id` or `file_id`.
    String id();

    /// How far it is.
    Progress progress();

    /// Relays of the circuit that was opened last, the first one first; empty before the first.
    List<PeerId> relays();

    /// Waits for the receipt.
    ///
    /// @throws xyz.blueblocks.sdk.error.BlueBlocksException when it failed or was cancelled
    Delivery await() throws InterruptedException;

    /// Completes with the receipt, or with a [xyz.blueblocks.sdk.error.BlueBlocksException].
    CompletionStage<Delivery> delivered();

    /// Ends it. The receiver throws away what it holds; relays let go within a second.
    void cancel();
}
