package org.example.clinic;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.BlueBlocks;
import xyz.blueblocks.sdk.Options;
import xyz.blueblocks.sdk.Receiving;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.receive.FolderPolicy;
import xyz.blueblocks.sdk.receive.Received;

/// A folder into which one peer may send scans, for as long as it is open.
public final class ScanInbox implements AutoCloseable {
    private static final long QUOTA_BYTES = 50L << 30;

    private final BlockingQueue<Received> arrived = new LinkedBlockingQueue<>();
    private final Profile profile;
    private final BlueBlocks bb;
    private final Receiving receiving;

    /// Blocks until the inbox can be reached.
    public ScanInbox(Path folder, SecretBytes passphrase, PeerId sender, Path inbox) {
        // begin receive
        profile = Profile.open(folder, passphrase);
        bb = BlueBlocks.open(profile, Options.DEFAULT);
        receiving =
                bb.receive(
                        new FolderPolicy(inbox, sender::equals, QUOTA_BYTES),
                        what -> {
                            arrived.add(what); // whole, verified, and in its place
                            return Optional.empty();
                        });
        // end receive
    }

    /// The next scan that is here whole.
    public Path next() throws InterruptedException {
        return arrived.take().file().orElseThrow();
    }

    @Override
    public void close() {
        receiving.close();
        bb.close();
        profile.close();
    }
}
