package xyz.blueblocks.sdk.transfer;

import java.util.Optional;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hash.Blake3;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.DataAck;

/// Reads acknowledgements and believes only what the receiver signed for this very offer.
public final class Receipts {
    private Receipts() {}

    /// An acknowledgement that holds, with the JSON that was signed.
    ///
    /// @param ack what it says
    /// @param json as signed
    public record Signed(DataAck ack, JsonObject json) {}

    /// `offer_hash` of a signed offer.
    public static String offerHash(JsonObject signedOffer) {
        return "blake3:" + Text.hex(Blake3.hash(signedOffer.canonical()));
    }

    /// Reads an acknowledgement: E010 for another form, E005 where signature, ids or the offer's
    /// hash are not what they must be.
    ///
    /// @param receiver who must have signed it
    /// @param offerer whose offer it answers
    public static Decoded<Signed> read(byte[] body, PeerId receiver, PeerId offerer) {
        return Json.parse(body)
                .flatMap(json ->
                        DataAck.fromJson(json).flatMap(ack -> judge(ack, json, receiver, offerer)));
    }

    private static Decoded<Signed> judge(
            DataAck ack, JsonObject json, PeerId receiver, PeerId offerer) {
        boolean ours = ack.sender().equals(receiver) && ack.recipient().equals(offerer);
        if (!ours || !SignedJson.verify(json, DataAck.LABEL, receiver.publicKey())) {
            return Decoded.malformed(
                    ErrorCode.INVALID_SIGNATURE, "data-ack: not signed by the receiver for us", -1);
        }
        return Decoded.ok(new Signed(ack, json));
    }

    /// Whether it is about that offer.
    static boolean answers(DataAck ack, DataAck.Subject subject, String offerHash) {
        return ack.subject().equals(subject) && ack.offerHash().equals(offerHash);
    }

    /// Whether a completion is that of the very bytes that were offered.
    static boolean holds(Optional<DataAck.Completion> whole, String hash, long sizeBytes) {
        return whole.filter(w -> w.hash().equals(hash) && w.sizeBytes() == sizeBytes).isPresent();
    }
}
