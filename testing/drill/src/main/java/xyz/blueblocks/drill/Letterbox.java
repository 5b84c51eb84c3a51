package xyz.blueblocks.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.receive.IncomingOffer;
import xyz.blueblocks.sdk.receive.ReceiveListener;
import xyz.blueblocks.sdk.receive.ReceivePolicy;
import xyz.blueblocks.sdk.receive.Received;
import xyz.blueblocks.sdk.receive.Reply;

/// Takes everything, counts it, and throws it away: what arrived was verified before it was shown.
///
/// @param folder where files are until they are counted
/// @param arrivals how often each id arrived
record Letterbox(Path folder, Map<String, Integer> arrivals)
        implements ReceivePolicy, ReceiveListener {
    Letterbox(Path folder) {
        this(folder, new ConcurrentHashMap<>());
    }

    @Override
    public boolean admits(PeerId sender) {
        return true;
    }

    @Override
    public Decision judge(IncomingOffer offer) {
        return offer.kind() == IncomingOffer.Kind.MESSAGE
                ? new Decision.Keep()
                : new Decision.Store(folder, offer.id());
    }

    @Override
    public Optional<Reply> arrived(Received what) {
        arrivals.merge(what.offer().id(), 1, Integer::sum);
        what.file().ifPresent(Letterbox::delete);
        return Optional.empty();
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("what arrived cannot be deleted", e);
        }
    }
}
