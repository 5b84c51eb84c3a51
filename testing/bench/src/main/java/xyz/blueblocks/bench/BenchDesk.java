package xyz.blueblocks.bench;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.receive.IncomingOffer;
import xyz.blueblocks.sdk.receive.ReceiveListener;
import xyz.blueblocks.sdk.receive.ReceivePolicy;
import xyz.blueblocks.sdk.receive.Received;
import xyz.blueblocks.sdk.receive.Reply;

/// Stores what has a name, answers what has none with the same bytes.
///
/// @param folder where files go
record BenchDesk(Path folder, BlockingQueue<Path> arrived)
        implements ReceivePolicy, ReceiveListener {
    BenchDesk(Path folder) {
        this(folder, new LinkedBlockingQueue<>());
    }

    @Override
    public boolean admits(PeerId sender) {
        return true;
    }

    @Override
    public Decision judge(IncomingOffer offer) {
        return offer.name()
                .<Decision>map(name -> new Decision.Store(folder, name))
                .orElseGet(Decision.Keep::new);
    }

    @Override
    public Optional<Reply> arrived(Received what) {
        if (what.file().isPresent()) {
            arrived.add(what.file().get());
            return Optional.empty();
        }
        return Optional.of(Reply.of(what.offer().contentType(), what.payload()));
    }

    Path next() throws InterruptedException {
        return arrived.take();
    }
}
