package xyz.blueblocks.sdk.transfer;

import java.time.Duration;
import java.util.List;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.route.RelayPlace;
import xyz.blueblocks.wire.json.JsonObject;

/// It arrived, whole and verified, and the receiver signed for it.
///
/// @param id `message_id` or `file_id`
/// @param recipient who has it
/// @param sizeBytes of the whole
/// @param hash `blake3:` and hexadecimal digits, of the whole
/// @param receipt the receiver's DATA_ACK with status complete, as signed; verified
/// @param relays of the circuit that the receipt came over, the first one first
/// @param places where every relay stands that carried any of it, in whatever circuit, by its own
///   signed descriptor: the proof that it stayed where it was to stay
/// @param cipher of that session
/// @param postQuantum whether ML-KEM took part in the keys of every session that carried it
/// @param onionPostQuantum whether every layer of every set-up was sealed with X-Wing
/// @param circuits how many circuits it took
/// @param bytesSent bytes of the payload that went out since it was begun or resumed, repeated ones
///   included
/// @param took from the first byte sent to the receipt
public record Delivery(
        String id,
        PeerId recipient,
        long sizeBytes,
        String hash,
        JsonObject receipt,
        List<PeerId> relays,
        List<RelayPlace> places,
        String cipher,
        boolean postQuantum,
        boolean onionPostQuantum,
        int circuits,
        long bytesSent,
        Duration took) {

    /// Copies the lists.
    public Delivery {
        relays = List.copyOf(relays);
        places = List.copyOf(places);
    }
}
