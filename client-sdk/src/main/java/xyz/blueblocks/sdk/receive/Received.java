package xyz.blueblocks.sdk.receive;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import xyz.blueblocks.wire.json.JsonObject;

/// Something that arrived whole and verified.
///
/// Exactly one of [#payload] and [#file] is there, as the policy decided.
public final class Received {
    private final IncomingOffer offer;
    private final JsonObject receipt;
    private final byte[] payload;
    private final Optional<Path> file;

    private Received(IncomingOffer offer, JsonObject receipt, byte[] payload, Optional<Path> file) {
        this.offer = offer;
        this.receipt = receipt;
        this.payload = payload;
        this.file = file;
    }

    static Received inMemory(IncomingOffer offer, JsonObject receipt, byte[] payload) {
        return new Received(offer, receipt, payload, Optional.empty());
    }

    static Received onDisk(IncomingOffer offer, JsonObject receipt, Path file) {
        return new Received(offer, receipt, new byte[0], Optional.of(file));
    }

    /// What it is.
    public IncomingOffer offer() {
        return offer;
    }

    /// The DATA_ACK that this end signed for it.
    public JsonObject receipt() {
        return receipt;
    }

    /// The bytes, where it was kept in memory; the caller's to change.
    public byte[] payload() {
        return Arrays.copyOf(payload, payload.length);
    }

    /// The file, where it was stored.
    public Optional<Path> file() {
        return file;
    }
}
