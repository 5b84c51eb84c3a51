package xyz.blueblocks.sdk.error;

import xyz.blueblocks.wire.ErrorCode;

/// What each error number means to a person, and what they can do.
final class Sentences {
    private Sentences() {}

    static String whatHappened(ErrorCode code) {
        return switch (code) {
            case PEER_NOT_FOUND -> "The recipient is not registered in the network.";
            case ACCESS_DENIED -> "The other side does not accept this from you.";
            case GRANT_EXPIRED -> "The permission for this has expired.";
            case GRANT_REVOKED -> "The permission for this was withdrawn.";
            case INVALID_SIGNATURE -> "A signature does not verify; nothing was believed.";
            case ENCRYPTION_ERROR -> "Something sealed could not be opened; it was thrown away.";
            case ROUTE_UNAVAILABLE -> "There is no way to the recipient right now.";
            case TIMEOUT -> "No answer came in time.";
            case RATE_LIMITED -> "Too much was asked in too short a time.";
            case INVALID_FORMAT -> "Something did not have the form it must have.";
            case FILE_TOO_LARGE -> "The file is larger than what can be taken.";
            case CHUNK_MISSING -> "The transfer was ended before everything had arrived.";
            case HASH_MISMATCH -> "The bytes are not the ones that were promised.";
            case INVALID_VERSION -> "The other side speaks another version of the protocol.";
            case REPLAY_DETECTED -> "The message looks like a repetition of an old one.";
            case SESSION_EXPIRED -> "The session has ended.";
            case SEQUENCE_ERROR -> "Messages came out of order.";
            case PAYMENT_REQUIRED -> "The recipient's side wants a payment first.";
            case CONSENT_PENDING -> "The patient was asked and has not answered yet.";
        };
    }

    static String whatToDo(ErrorCode code) {
        return switch (code) {
            case PEER_NOT_FOUND -> "Check the address.";
            case ACCESS_DENIED, GRANT_EXPIRED, GRANT_REVOKED ->
                    "Ask the recipient to let you in, then try again.";
            case INVALID_SIGNATURE, ENCRYPTION_ERROR, HASH_MISMATCH ->
                    "Try again; if it happens again, tell your administrator.";
            case ROUTE_UNAVAILABLE, TIMEOUT, CHUNK_MISSING, SESSION_EXPIRED, SEQUENCE_ERROR ->
                    "Try again later; what has arrived is not sent twice.";
            case RATE_LIMITED, CONSENT_PENDING -> "Wait a while and try again.";
            case INVALID_FORMAT -> "Check what you are sending.";
            case FILE_TOO_LARGE -> "Send a smaller file, or ask the recipient to make room.";
            case INVALID_VERSION -> "Update the program on the older side.";
            case REPLAY_DETECTED -> "Compare the clocks of both computers.";
            case PAYMENT_REQUIRED -> "Settle the payment and try again.";
        };
    }
}
