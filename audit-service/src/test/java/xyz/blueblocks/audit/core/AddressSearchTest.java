package xyz.blueblocks.audit.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hash.HmacSha256;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.wire.event.AuditEvent;
import xyz.blueblocks.wire.json.Json;

/// Someone with everything public, and with an entry shown to him, searches for the caller's
/// address.
class AddressSearchTest {
    private static final String ADDRESS = "10.20.87.123";
    private static final String KEY_ID = "2026-03-01-7f3a9c11";

    @Test
    @DisplayName("H09: trying every address of a network with all public inputs finds no caller")
    void finds_nobody_with_public_inputs() {
        try (SecretBytes daily = SecretBytes.random(32)) {
            byte[] mac = HmacSha256.mac(daily, ascii(ADDRESS));
            assertThat(search(Text.hex(mac), publicInputs(mac))).isEmpty();
            // The search itself works: a hash without secret key falls at once.
            String plain = Text.hex(Sha256.hash(ascii(ADDRESS)));
            assertThat(search(plain, publicInputs(mac))).contains(ADDRESS);
            String keyedByItsName = Text.hex(Sha256.hash(ascii(KEY_ID), ascii(ADDRESS)));
            assertThat(search(keyedByItsName, publicInputs(mac))).contains(ADDRESS);
        }
    }

    /// What the log publishes of an entry with this hash, and what the entry itself says.
    private static List<byte[]> publicInputs(byte[] mac) {
        MasterKey master = Samples.master();
        AuditEvent event = Samples.event("e1", 1, 2);
        byte[] value =
                event.toJson()
                        .with(
                                "data",
                                event.data()
                                        .toJson()
                                        .with(
                                                "ip_hash",
                                                Json.text(
                                                        "hmac-sha256:"
                                                                + KEY_ID
                                                                + ":"
                                                                + Text.hex(mac))))
                        .canonical();
        NewLeaf leaf =
                new AppendPlanner(master, Samples.random(3))
                        .plan(
                                new Snapshot(0, List.of(), Map.of(), Map.of()),
                                List.of(new EventJudge(master).judge(Samples.incoming(0, value))))
                        .leaves()
                        .getFirst();
        assertThat(leaf.openJson()).doesNotContain(Text.hex(mac));
        List<byte[]> inputs = new ArrayList<>();
        inputs.add(new byte[0]);
        inputs.add(ascii(KEY_ID));
        inputs.add(ascii(KEY_ID.substring(0, 10)));
        inputs.add(ascii(KEY_ID.substring(11)));
        inputs.add(leaf.commitment().bytes());
        inputs.add(leaf.salt().bytes());
        inputs.add(leaf.subjectRef().bytes());
        inputs.add(ascii(event.source()));
        inputs.add(ascii(event.id()));
        return inputs;
    }

    private static Optional<String> search(String hash, List<byte[]> inputs) {
        for (int low = 0; low < 1 << 16; low++) {
            String address = "10.20." + (low >> 8) + "." + (low & 255);
            byte[] text = ascii(address);
            for (byte[] input : inputs) {
                if (Text.hex(Sha256.hash(input, text)).equals(hash)
                        || Text.hex(Sha256.hash(text, input)).equals(hash)) {
                    return Optional.of(address);
                }
            }
        }
        return Optional.empty();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
