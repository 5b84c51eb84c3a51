package xyz.blueblocks.relay.core;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.json.JsonObject;

/// One link to one neighbour, and what is kept for it: its circuits, its rates, its attachment.
public final class Neighbour {
    final LinkPort port;
    final CircuitIndex<Slot> circuits;
    boolean relay;
    RateBucket setups;

    /// Flows with cells that wait for this link.
    final WaitingFlows waiting = new WaitingFlows();

    /// Bytes in the socket's queue when the link stopped being writable; 0 while it is.
    long blockedBytes;

    boolean gone;

    /// The peer's own signed ATTACH, while it is attached by this link.
    @Nullable JsonObject attach;

    Instant attachedUntil = Instant.MIN;

    Neighbour(LinkPort port, boolean relay, RateBucket setups, long seed) {
        this.port = port;
        this.relay = relay;
        this.setups = setups;
        circuits = new CircuitIndex<>(seed);
    }

    /// Who it is.
    public PeerId peer() {
        return port.peer();
    }

    /// Whether it is a relay of the directory.
    public boolean isRelay() {
        return relay;
    }

    /// Circuits on this link, set up or waiting.
    public int circuitCount() {
        return circuits.size();
    }

    Optional<JsonObject> attachment() {
        return Optional.ofNullable(attach);
    }
}
