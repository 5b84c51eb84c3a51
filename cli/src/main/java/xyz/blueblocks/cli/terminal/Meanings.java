package xyz.blueblocks.cli.terminal;

import xyz.blueblocks.wire.ErrorCode;

/// What each error of the network means, in a sentence for people.
final class Meanings {
    private Meanings() {}

    static String of(ErrorCode code) {
        return switch (code) {
            case PEER_NOT_FOUND -> "nobody is known under that id";
            case ACCESS_DENIED -> "it is not allowed, or not with what was shown";
            case GRANT_EXPIRED -> "the permission has ended";
            case GRANT_REVOKED -> "the permission was taken back";
            case INVALID_SIGNATURE -> "a signature or token does not verify";
            case ENCRYPTION_ERROR -> "something sealed does not open with this key";
            case ROUTE_UNAVAILABLE -> "no path to the receiver: away, or too few relays";
            case TIMEOUT -> "no answer came in time";
            case RATE_LIMITED -> "more was asked than is allowed at once";
            case INVALID_FORMAT -> "a message does not have the form it must have";
            case FILE_TOO_LARGE -> "a file may have 5 GiB at most";
            case CHUNK_MISSING -> "a part that should be there is not";
            case HASH_MISMATCH -> "the bytes are not those that were signed";
            case INVALID_VERSION -> "the two ends speak different versions";
            case REPLAY_DETECTED -> "it was seen before, or a clock is wrong";
            case SESSION_EXPIRED -> "the session has ended";
            case SEQUENCE_ERROR -> "a message came out of its order";
            case PAYMENT_REQUIRED -> "somebody has to pay first";
            case CONSENT_PENDING -> "the person was asked and has not answered yet";
        };
    }
}
