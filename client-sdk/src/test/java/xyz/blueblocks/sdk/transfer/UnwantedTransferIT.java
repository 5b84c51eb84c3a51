package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import xyz.blueblocks.sdk.receive.FolderPolicy;
import xyz.blueblocks.sdk.receive.ReceivePolicy;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.ErrorCode;

/// Transfers that somebody does not want, or must not have.
@Timeout(300)
final class UnwantedTransferIT extends TransferCase {
    @Test
    @DisplayName("E17: a cancelled transfer ends at once at both ends and leaves nothing")
    void a_transfer_is_cancelled() throws Exception {
        ends.start(2);
        Transfer transfer = halted(large());
        ends.relays.getFirst().thaw();
        transfer.cancel();
        failsWith(transfer, ErrorCode.CHUNK_MISSING);
        nothingIsLeft();
        assertThat(ends.sender.unfinished()).isEmpty();
    }

    @Test
    @DisplayName("J02: what the receiver's policy refuses is refused with its code")
    void the_policy_refuses() throws Exception {
        ends.judge = _ -> new ReceivePolicy.Decision.Refuse(ErrorCode.CONSENT_PENDING, "not yet");
        ends.start(0);
        failsWith(send(ends.file("a.dcm", 2 * MIB, 1)), ErrorCode.CONSENT_PENDING);
        nothingIsLeft();
        // The receiver notes it when it has answered.
        Eventually.holds("noted", () -> ends.receivedEvents.size() == 1);
        assertThat(ends.receivedEvents)
                .hasSize(1)
                .allMatch(e -> e.error().orElseThrow() == ErrorCode.CONSENT_PENDING);
    }

    @Test
    @DisplayName("E09: more than the receiver's quota is refused before it is sent, E011")
    void the_quota_is_full() throws Exception {
        FolderPolicy policy = new FolderPolicy(ends.inbox, _ -> true, 3 * MIB);
        ends.judge = policy::judge;
        ends.start(0);
        send(ends.file("a.dcm", 2 * MIB, 1)).await();
        ends.sentEvents.clear();
        failsWith(send(ends.file("b.dcm", 2 * MIB, 1)), ErrorCode.FILE_TOO_LARGE);
        assertThat(ends.inboxNames()).containsExactly("a.dcm");
    }

    @Test
    @DisplayName("K05: an audit spool that is full at the receiver stops the handing over, E002")
    void no_audit_no_transfer() throws Exception {
        ends.receiverSpoolFull = true;
        ends.start(0);
        Transfer transfer = send(ends.file("a.dcm", 2 * MIB, 1));
        failsWith(transfer, ErrorCode.ACCESS_DENIED);
        assertThat(ends.arrived).isEmpty();
        assertThat(ends.inboxNames()).isEmpty();
    }
}
