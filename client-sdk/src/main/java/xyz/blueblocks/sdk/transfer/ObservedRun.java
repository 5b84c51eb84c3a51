package xyz.blueblocks.sdk.transfer;

import java.util.Optional;
import java.util.concurrent.Callable;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.wire.ErrorCode;

/// Runs a transfer between what its observer is told before and after.
final class ObservedRun {
    private static final System.Logger LOG = System.getLogger(ObservedRun.class.getName());

    private ObservedRun() {}

    static <T> T run(TransferObserver observer, TransferEvent event, Callable<T> run)
            throws InterruptedException {
        try {
            observer.before(event);
            T result = run.call();
            observer.after(event);
            return result;
        } catch (InterruptedException e) {
            observer.after(failed(event, ErrorCode.CHUNK_MISSING));
            throw e;
        } catch (Exception e) {
            BlueBlocksException told = told(e);
            observer.after(failed(event, told.code()));
            throw told;
        }
    }

    static TransferEvent failed(TransferEvent event, ErrorCode code) {
        return new TransferEvent(
                event.action(),
                event.recordId(),
                event.sender(),
                event.recipient(),
                event.contentType(),
                event.sizeBytes(),
                event.hash(),
                event.reason(),
                Optional.of(code),
                event.at());
    }

    /// What a caller is told of a failure: ours as they are, anything else as a defect.
    static BlueBlocksException told(Exception failure) {
        if (failure instanceof BlueBlocksException known) {
            return known;
        }
        LOG.log(System.Logger.Level.ERROR, "transfer failed", failure);
        return new BlueBlocksException(
                ErrorCode.INVALID_FORMAT,
                "The transfer failed for a reason that is this program's own.",
                "Tell its makers what the log says.",
                failure);
    }
}
