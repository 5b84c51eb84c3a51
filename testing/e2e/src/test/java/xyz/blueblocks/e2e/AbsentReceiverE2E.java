package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.SendRequest;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.Capability;

/// What a sender is told when the receiver is not there.
@ExtendWith(SharedStack.class)
class AbsentReceiverE2E {
    private static final byte[] TEXT = "good morning".getBytes(StandardCharsets.US_ASCII);

    @Test
    @DisplayName("B01: a destination that nobody registered is E001, in a sentence and with advice")
    void nobody_registered_it() {
        try (Ed25519PrivateKey key = Ed25519PrivateKey.generate()) {
            BlueBlocksException failure = failureOfSendingTo(PeerId.of(key.publicKey()));
            assertThat(failure.code()).isEqualTo(ErrorCode.PEER_NOT_FOUND);
            assertThat(failure.whatHappened()).endsWith(".").contains(" ");
            assertThat(failure.whatToDo()).isNotBlank();
        }
    }

    @Test
    @DisplayName("B01: a destination that is registered but not connected is E007, in a sentence")
    void it_is_away() {
        try (Person absent = Person.enrolled("absent", Capability.PROVIDER)) {
            BlueBlocksException failure = failureOfSendingTo(absent.id());
            assertThat(failure.code()).isEqualTo(ErrorCode.ROUTE_UNAVAILABLE);
            assertThat(failure.whatHappened()).contains("not connected");
            assertThat(failure.whatToDo()).isNotBlank();
        }
    }

    private static BlueBlocksException failureOfSendingTo(PeerId nobody) {
        try (Member anna = Member.enrolled("anna", Capability.PATIENT)) {
            SendRequest request = SendRequest.ofBytes(nobody, TEXT, "text/plain");
            return catchThrowableOfType(
                    BlueBlocksException.class,
                    () -> anna.client().send(request, ProgressListener.NONE).await());
        }
    }
}
