package xyz.blueblocks.sdk.directory;

import xyz.blueblocks.link.https.CallFailed;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.route.AllowedPlaces;
import xyz.blueblocks.wire.ErrorCode;

/// What a failed call to a service means to a person.
public final class Failures {
    private Failures() {}

    /// Why there is no route; where places were wished for, what to do about the wish.
    static BlueBlocksException ofRoute(CallFailed failed, AllowedPlaces within) {
        boolean wish = !within.isAnywhere() && failed.answered();
        return wish && failed.code() == ErrorCode.ROUTE_UNAVAILABLE
                ? new BlueBlocksException(
                        failed.code(),
                        "Discovery answered: " + failed.getMessage(),
                        "Allow another region or jurisdiction, or try again when there are relays.",
                        failed)
                : of(failed, "Discovery");
    }

    /// The same as an exception for the application.
    ///
    /// @param service its name, as the subject of a sentence
    public static BlueBlocksException of(CallFailed failed, String service) {
        if (!failed.answered()) {
            return new BlueBlocksException(
                    failed.code(),
                    service + " cannot be reached: " + failed.getMessage() + ".",
                    "Check the network connection; bb doctor tells more.",
                    failed);
        }
        String advice =
                switch (failed.code()) {
                    case RATE_LIMITED ->
                            "Wait " + Math.max(1, failed.retryAfterSeconds()) + " s and try again.";
                    case ROUTE_UNAVAILABLE ->
                            "Try again later, or wait for the receiver: bb send --wait 10m";
                    case PEER_NOT_FOUND -> "Check the name or id: bb peers, bb contacts list";
                    case INVALID_SIGNATURE, SESSION_EXPIRED ->
                            "Check this machine's clock, then register again: bb register";
                    case TIMEOUT -> "Try again; bb doctor tells which services answer.";
                    default -> "";
                };
        return new BlueBlocksException(
                failed.code(), service + " answered: " + failed.getMessage(), advice, failed);
    }
}
