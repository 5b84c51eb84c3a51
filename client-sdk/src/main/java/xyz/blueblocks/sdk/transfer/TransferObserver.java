package xyz.blueblocks.sdk.transfer;

/// Told of everything that must be audited at this end.
///
/// Calls come on worker threads and may block. [#before] may refuse by throwing
/// [xyz.blueblocks.sdk.error.BlueBlocksException]: then nothing is sent, or what arrived is not
/// given to the application. That is how a full audit spool stops access instead of losing an
/// entry.
public interface TransferObserver {
    /// Observes nothing.
    TransferObserver NONE =
            new TransferObserver() {
                @Override
                public void before(TransferEvent event) {}

                @Override
                public void after(TransferEvent event) {}
            };

    /// Is about to happen: the first byte is sent, or what arrived whole is handed over.
    void before(TransferEvent event);

    /// Has happened or was refused.
    void after(TransferEvent event);
}
