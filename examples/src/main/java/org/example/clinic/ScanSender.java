package org.example.clinic;

import java.nio.file.Path;
import java.time.Duration;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.BlueBlocks;
import xyz.blueblocks.sdk.Options;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.SendRequest;
import xyz.blueblocks.sdk.transfer.Transfer;

/// Sends one scan and keeps the proof of the access.
public final class ScanSender {
    private ScanSender() {}

    /// What there is to show afterwards.
    ///
    /// @param delivery with the receiver's signed receipt
    /// @param proof a file that proves to anybody that the access was logged
    public record Sent(Delivery delivery, Path proof) {}

    /// Blocks until the receiver has signed for the scan and the log holds the access.
    public static Sent send(Path folder, SecretBytes passphrase, PeerId receiver, Path scan)
            throws InterruptedException {
        // begin send
        try (Profile profile = Profile.open(folder, passphrase);
                BlueBlocks bb = BlueBlocks.open(profile, Options.DEFAULT)) {
            SendRequest request = SendRequest.ofFile(receiver, scan, "application/dicom");
            Transfer transfer = bb.send(request, ProgressListener.NONE);
            Delivery delivery = transfer.await();
            Path proof = bb.audit().fetch(delivery.id(), Duration.ofMinutes(1));
            return new Sent(delivery, proof);
        }
        // end send
    }
}
