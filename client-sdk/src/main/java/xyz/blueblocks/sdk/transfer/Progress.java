package xyz.blueblocks.sdk.transfer;

/// How far a transfer is.
///
/// @param phase what it does
/// @param bytesDone bytes read while preparing; bytes that the receiver holds afterwards
/// @param bytesTotal of the whole
/// @param bytesSent bytes of the file that went out since this transfer began or was resumed,
///   repeated ones included: what is more than newly held is what interruptions cost
public record Progress(Phase phase, long bytesDone, long bytesTotal, long bytesSent) {

    /// What a transfer does, in this order; it may go back from SENDING to CONNECTING when a
    /// circuit dies.
    public enum Phase {
        /// The file is read once for its hashes.
        PREPARING,
        /// A circuit is being built, the offer is being made.
        CONNECTING,
        /// Chunks go out.
        SENDING,
        /// Everything is there; the receipt is awaited.
        CONFIRMING,
        /// The receipt is here.
        DELIVERED
    }
}
