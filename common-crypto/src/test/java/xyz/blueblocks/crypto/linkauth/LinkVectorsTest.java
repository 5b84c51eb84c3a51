package xyz.blueblocks.crypto.linkauth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static xyz.blueblocks.crypto.GoldenFile.constant;
import static xyz.blueblocks.crypto.GoldenFile.hex;
import static xyz.blueblocks.crypto.GoldenFile.secret;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.GoldenFile;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.kdf.Hkdf;
import xyz.blueblocks.crypto.kem.X25519PrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;

/// vectors/link.json, specified in docs/spec/link.md.
class LinkVectorsTest {
    private static final int DATA = 3;
    private final Ed25519PrivateKey dialler = identity("dialler");
    private final Ed25519PrivateKey listener = identity("listener");
    private final X25519PrivateKey here = X25519PrivateKey.fromBytes(secret("e dialler", 32));
    private final X25519PrivateKey there = X25519PrivateKey.fromBytes(secret("e listener", 32));

    private static Ed25519PrivateKey identity(String name) {
        return Ed25519PrivateKey.fromSeed(secret("identity " + name, 32));
    }

    private byte[] frame(int type, boolean forth, byte[] circuit, byte[] payload) {
        Ed25519PrivateKey from = forth ? dialler : listener;
        Ed25519PrivateKey to = forth ? listener : dialler;
        return ByteBuffer.allocate(167 + payload.length)
                .put((byte) 1)
                .put((byte) type)
                .putInt(95 + payload.length)
                .putShort((short) 0)
                .put((byte) 38)
                .put(PeerId.of(from.publicKey()).bytes())
                .put((byte) 38)
                .put(PeerId.of(to.publicKey()).bytes())
                .put(circuit)
                .put((byte) 1)
                .put(payload)
                .array();
    }

    private static byte[] first(X25519PrivateKey ephemeral, String nonce) {
        return ByteBuffer.allocate(70)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) 1)
                .put(ephemeral.publicKey().bytes())
                .put(constant(nonce, 32))
                .putShort((short) 0)
                .array();
    }

    @Test
    @DisplayName(
            "C03, X02, X04, X11: auth of opening frames, signed frames and MACed frames is as in the golden file")
    void auth_is_golden() {
        byte[] link = new byte[16];
        byte[] handshake = frame(1, true, link, first(here, "nonce dialler"));
        byte[] ack = frame(2, false, link, first(there, "nonce listener"));
        LinkHandshakeAuth.signHandshake(handshake, dialler::sign);
        LinkHandshakeAuth.signAck(ack, handshake, listener::sign);
        LinkSecrets secrets = LinkSecrets.of(handshake, ack);
        SecretBytes agreed = here.agree(there.publicKey()).orElseThrow();

        ObjectNode file = GoldenFile.object();
        file.put("about", "docs/spec/link.md; frames are whole, auth is their last 64 bytes");
        file.put("dialler_seed", hex(dialler.seed()));
        file.put("listener_seed", hex(listener.seed()));
        file.put("dialler_ephemeral_private", hex(here.bytes()));
        file.put("listener_ephemeral_private", hex(there.bytes()));
        file.put("handshake", hex(handshake));
        file.put("handshake_ack", hex(ack));
        file.put("L", hex(secrets.linkId()));
        file.put("x25519", hex(agreed));
        SecretBytes keys =
                Hkdf.extractExpand(secrets.linkId(), agreed, Labels.of("bb/link-mac/v1"), 128);
        file.put("k_dialler", hex(keys.slice(0, 64)));
        file.put("k_listener", hex(keys.slice(64, 128)));
        ArrayNode frames = file.putArray("frames");
        frames(
                frames,
                "SIGNATURE",
                secrets.signatures(dialler::sign, listener.publicKey()),
                secrets.signatures(listener::sign, dialler.publicKey()));
        frames(
                frames,
                "LINK_MAC",
                secrets.macs(LinkRole.DIALLER, agreed),
                secrets.macs(LinkRole.LISTENER, agreed));
        assertThat(frames).hasSize(8);
        GoldenFile.check("link.json", file);
    }

    private void frames(ArrayNode to, String mode, FrameAuth a, FrameAuth b) {
        byte[] none = new byte[16];
        byte[] circuit = constant("circuit", 16);
        byte[] control = "{\"type\":\"GOAWAY\"}".getBytes(US_ASCII);
        frame(to, mode, "dialler", 1, a, b, frame(7, true, none, new byte[0]));
        frame(to, mode, "dialler", 2, a, b, frame(DATA, true, circuit, constant("cell", 1280)));
        frame(to, mode, "listener", 1, b, a, frame(DATA, false, none, control));
        frame(to, mode, "listener", 2, b, a, frame(DATA, false, circuit, constant("cell", 1279)));
    }

    private static void frame(
            ArrayNode to,
            String mode,
            String from,
            int number,
            FrameAuth sender,
            FrameAuth receiver,
            byte[] frame) {
        sender.sign(frame, 0, frame.length);
        assertThat(receiver.verify(frame, 0, frame.length)).isTrue();
        ObjectNode node = to.addObject();
        node.put("mode", mode);
        node.put("from", from);
        node.put("number", number);
        node.put("frame", hex(frame));
    }
}
