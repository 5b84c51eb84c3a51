package xyz.blueblocks.sdk.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.sdk.fixture.RawEnd;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.FileMetadata;

/// A sender that lies about who it is and what its file is.
final class HostileOfferIT extends HostileSender {
    @Test
    @DisplayName("E03: an offer in another's name is refused, E010")
    void an_offer_in_anothers_name() throws Exception {
        Ed25519PrivateKey other = Ed25519PrivateKey.generate();
        FileMetadata lie = metadata(PeerId.of(other.publicKey()), Instant.now());
        offer(signed(lie.toJson(), other), values());
        isRefusedWith(ErrorCode.INVALID_FORMAT);
    }

    @Test
    @DisplayName("D12: an offer that another key signed is refused, E005")
    void an_offer_signed_by_another() throws Exception {
        JsonObject json = metadata(ends.from.id, Instant.now()).toJson();
        offer(signed(json, Ed25519PrivateKey.generate()), values());
        isRefusedWith(ErrorCode.INVALID_SIGNATURE);
    }

    @Test
    @DisplayName("E03: metadata whose numbers do not agree are refused, E010")
    void metadata_that_do_not_agree() throws Exception {
        JsonObject json =
                signed(
                        metadata(ends.from.id, Instant.now()).toJson().toBuilder()
                                .put("total_chunks", 4)
                                .build(),
                        ends.from.key);
        offer(json, new byte[4 * 32]);
        isRefusedWith(ErrorCode.INVALID_FORMAT);
    }

    @Test
    @DisplayName("E07: a list that does not merge to the file's hash is refused, E013")
    void a_list_that_does_not_merge() throws Exception {
        byte[] values = values();
        values[40] ^= 1;
        offer(good(), values);
        isRefusedWith(ErrorCode.HASH_MISMATCH);
    }

    @Test
    @DisplayName("D11: an offer that is ten minutes old is refused, E015")
    void an_old_offer() throws Exception {
        Instant old = Instant.now().minusSeconds(600);
        offer(signed(metadata(ends.from.id, old).toJson(), ends.from.key), values());
        isRefusedWith(ErrorCode.REPLAY_DETECTED);
    }

    @Test
    @DisplayName("E19: another offer under a known id is refused while the first goes on, E010")
    void another_offer_under_a_known_id() throws Exception {
        offer(good(), values());
        assertThat(end.next().text("status")).isEqualTo("accepted");
        FileMetadata other = metadata(ends.from.id, Instant.now().plusSeconds(1));
        offer(signed(other.toJson(), ends.from.key), values());
        RawEnd.Heard said = end.next();
        assertThat(said.text("status")).isEqualTo("refused");
        assertThat(said.text("error_code")).isEqualTo("E010");
    }
}
