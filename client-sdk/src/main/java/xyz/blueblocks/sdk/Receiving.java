package xyz.blueblocks.sdk;

import java.time.Duration;
import java.util.Set;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.attach.Attachments;
import xyz.blueblocks.sdk.directory.Directory;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.receive.Receiver;
import xyz.blueblocks.wire.Limits;

/// A peer that can be reached, until it is closed.
public final class Receiving implements AutoCloseable {
    private static final Duration FIRST_ATTACHMENT = Duration.ofSeconds(30);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Receiver receiver;
    private final Attachments attachments;
    private final Directory directory;
    private final Thread heart;
    private volatile boolean closing;

    Receiving(Receiver receiver, Attachments attachments, Directory directory) {
        this.receiver = receiver;
        this.attachments = attachments;
        this.directory = directory;
        this.heart = Thread.ofVirtual().name("heartbeat").unstarted(this::beat);
    }

    void begin() {
        attachments.awaitFirst(FIRST_ATTACHMENT);
        heart.start();
    }

    /// Relays that hold an attachment now, usually two.
    public Set<PeerId> relays() {
        return attachments.relays();
    }

    private void beat() {
        while (!closing) {
            try {
                directory.heartbeat(attachments.relays().size());
            } catch (BlueBlocksException e) {
                // Discovery is away: being attached is what lets others reach us; the next beat
                // tells.
            }
            try {
                Thread.sleep(Limits.HEARTBEAT_INTERVAL);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /// Sends the receipts that are still owed, two seconds at most, and detaches; transfers under
    /// way can be resumed by the next receiver of this profile.
    @Override
    public void close() {
        closing = true;
        heart.interrupt();
        receiver.finish(LAST_WORDS);
        attachments.close();
        receiver.close();
    }
}
