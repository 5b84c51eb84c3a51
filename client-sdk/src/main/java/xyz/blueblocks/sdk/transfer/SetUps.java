package xyz.blueblocks.sdk.transfer;

import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.session.SetUpException;
import xyz.blueblocks.wire.ErrorCode;

/// What a failed set-up means for a transfer.
final class SetUps {
    private SetUps() {}

    /// The failure as a caller is told of it. What one relay found wrong says nothing about the
    /// next route, so it becomes E007 unless another try could help anyway.
    static BlueBlocksException told(SetUpException failure) {
        boolean byReceiver = failure.receiverRefused();
        return BlueBlocksException.of(
                byReceiver || worthAnother(failure.code())
                        ? failure.code()
                        : ErrorCode.ROUTE_UNAVAILABLE);
    }

    /// Whether the same may succeed on another route or a little later.
    static boolean worthAnother(ErrorCode code) {
        return switch (code) {
            case ROUTE_UNAVAILABLE, TIMEOUT, RATE_LIMITED, SESSION_EXPIRED -> true;
            default -> false;
        };
    }
}
