package xyz.blueblocks.sdk.receive;

import java.util.Optional;
import xyz.blueblocks.sdk.transfer.TransferEvent;
import xyz.blueblocks.wire.ErrorCode;

/// What an observer is told at the receiving end.
final class ReceiveEvents {
    private ReceiveEvents() {}

    static TransferEvent received(IncomingOffer offer, ReceiverParts parts) {
        return event(offer, parts, Optional.empty());
    }

    static TransferEvent refused(IncomingOffer offer, ReceiverParts parts, ErrorCode code) {
        return event(offer, parts, Optional.of(code));
    }

    private static TransferEvent event(
            IncomingOffer offer, ReceiverParts parts, Optional<ErrorCode> error) {
        return new TransferEvent(
                TransferEvent.Action.RECEIVE,
                offer.id(),
                offer.sender(),
                parts.identity().self(),
                offer.contentType(),
                offer.sizeBytes(),
                offer.hash(),
                Optional.empty(),
                error,
                parts.around().now());
    }
}
