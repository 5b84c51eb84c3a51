package xyz.blueblocks.sdk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.onion.OnionSetup;
import xyz.blueblocks.crypto.onion.SetupAnswer;
import xyz.blueblocks.crypto.session.AnsweredHandshake;
import xyz.blueblocks.crypto.session.HandshakeInitiator;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.link.Link;
import xyz.blueblocks.sdk.circuit.Circuit;
import xyz.blueblocks.sdk.fixture.RawEnd;
import xyz.blueblocks.sdk.fixture.TestClient;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.testing.TestAuthority;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Handshake;
import xyz.blueblocks.wire.message.KeyTexts;

/// A receiver against handshakes made by hand: each is sealed well, and one thing in it is wrong.
@Timeout(300)
final class HandshakeIT {
    @TempDir Path folder;
    private TestClient sender;
    private TestClient receiver;
    private SessionAcceptor acceptor;

    @BeforeEach
    void open() throws Exception {
        TestAuthority authority = new TestAuthority(folder);
        sender = new TestClient(authority);
        // Its clock stands still, so that what is half open stays so.
        Surroundings still =
                new Surroundings(InstantSource.system(), () -> 0, sender.around.random());
        receiver = new TestClient(authority, HpkeKem.XWING, still);
        receiver.listen();
        accept(SessionPolicy.DEFAULT);
    }

    private void accept(SessionPolicy policy) {
        SessionGate gate =
                new SessionGate() {
                    @Override
                    public boolean admits(PeerId peer) {
                        return true;
                    }

                    @Override
                    public SessionListener opened(Session session) {
                        return new RawEnd();
                    }
                };
        acceptor = new SessionAcceptor(receiver.links, receiver::handshakeKey, policy, gate);
        receiver.links.accept(acceptor);
    }

    @AfterEach
    void close() {
        sender.close();
        receiver.close();
        acceptor.close();
    }

    private Handshake honest(HandshakeInitiator keys) {
        return new Handshake(
                Handshake.VERSION,
                sender.id,
                receiver.id,
                KeyTexts.ofX25519(keys.ephemeralPublicKey()),
                keys.kemPublicKey().map(KeyTexts::ofMlKemKey),
                List.of("AES-256-GCM"),
                List.of(Handshake.VERSION),
                sender.around.now(),
                Text.hex(sender.around.bytes(32)));
    }

    private JsonObject signed(JsonObject handshake) {
        return SignedJson.sign(handshake, Handshake.LABEL, sender.key);
    }

    private OnionSetup sealed(HandshakeInitiator keys, JsonObject handshake) {
        return OnionSetup.build(
                List.of(),
                new OnionSetup.Receiver(receiver.id, receiver.handshakeKey.publicKey()),
                SessionShape.MESSAGES.forward(),
                SessionShape.MESSAGES.back(),
                Instant.now(),
                handshake.canonical(),
                keys);
    }

    private Circuit circuit(OnionSetup setup) throws Exception {
        Link link =
                Eventually.done(
                        "link", sender.links.dial(receiver.id, receiver.direct().firstEndpoints()));
        return Eventually.done("circuit", sender.links.begin(link, setup.packet()));
    }

    /// What the receiver says to a packet: its HANDSHAKE_ACK or its ERROR.
    private JsonObject answer(OnionSetup setup) throws Exception {
        byte[] answer = Eventually.done("answer", circuit(setup).answer());
        if (setup.answered(answer, 0, answer.length)
                instanceof SetupAnswer.Answered(AnsweredHandshake answered)) {
            return Json.parse(answered.message()).orElseThrow();
        }
        throw new AssertionError("no answer that opens");
    }

    private JsonObject answerTo(boolean withKem, UnaryOperator<JsonObject> changed)
            throws Exception {
        HandshakeInitiator keys = HandshakeInitiator.generate(withKem);
        try (OnionSetup setup = sealed(keys, changed.apply(honest(keys).toJson()))) {
            return answer(setup);
        }
    }

    /// One thing offered in place of all.
    private UnaryOperator<JsonObject> only(String member, String offered) {
        return json -> signed(json.toBuilder().putTexts(member, List.of(offered)).build());
    }

    private void isRefused(String code, JsonObject answer) {
        assertThat(answer.text("error_code")).contains(code);
        Eventually.holds("nothing half open", () -> acceptor.halfOpen() == 0);
    }

    @Test
    @DisplayName("D01: the handshake that the others are variations of is answered")
    void the_honest_one() throws Exception {
        assertThat(answerTo(true, this::signed).text("type")).contains("HANDSHAKE_ACK");
    }

    @Test
    @DisplayName("D11, X21: a packet that is sent twice begins one session")
    void a_replayed_packet() throws Exception {
        HandshakeInitiator keys = HandshakeInitiator.generate(true);
        try (OnionSetup setup = sealed(keys, signed(honest(keys).toJson()))) {
            Eventually.done("the first answer", circuit(setup).answer());
            assertThat(acceptor.halfOpen()).isEqualTo(1);
            Eventually.done("the second answer", circuit(setup).answer());
            Eventually.holds("one half open", () -> acceptor.halfOpen() == 1);
        }
    }

    @Test
    @DisplayName("D11, X21: a nonce that was used before is refused in another handshake too, E015")
    void a_replayed_nonce() throws Exception {
        String nonce = Text.hex(sender.around.bytes(32));
        UnaryOperator<JsonObject> same =
                json -> signed(json.toBuilder().put("nonce", nonce).build());
        assertThat(answerTo(true, same).text("type")).contains("HANDSHAKE_ACK");
        assertThat(answerTo(true, same).text("error_code")).contains("E015");
    }

    @Test
    @DisplayName("D11: a handshake that is older or newer than two minutes is refused, E015")
    void an_old_handshake() throws Exception {
        for (int seconds : new int[] {-130, 130}) {
            HandshakeInitiator keys = HandshakeInitiator.generate(true);
            JsonObject old =
                    honest(keys).toJson().toBuilder()
                            .putEpochSeconds("timestamp", Instant.now().plusSeconds(seconds))
                            .build();
            try (OnionSetup setup = sealed(keys, signed(old))) {
                isRefused("E015", answer(setup));
            }
        }
    }

    @Test
    @DisplayName(
            "D12, X15: a handshake that another signed, or that is for another, is refused, E005")
    void anothers_handshake() throws Exception {
        Ed25519PrivateKey other = Ed25519PrivateKey.generate();
        isRefused("E005", answerTo(true, json -> SignedJson.sign(json, Handshake.LABEL, other)));
        isRefused("E005", answerTo(true, json -> SignedJson.sign(json, "bb/route/v1", sender.key)));
        String otherId = PeerId.of(other.publicKey()).toString();
        isRefused(
                "E005",
                answerTo(
                        true,
                        json ->
                                signed(
                                        json.toBuilder()
                                                .put("recipient_peer_id", otherId)
                                                .build())));
    }

    @Test
    @DisplayName("D18: a handshake without a version that the receiver has is refused, E014")
    void an_unknown_version() throws Exception {
        isRefused("E014", answerTo(true, only("supported_versions", "9.9")));
    }

    @Test
    @DisplayName("D22: a handshake without a cipher that the receiver has is refused, E006")
    void an_unknown_cipher() throws Exception {
        isRefused("E006", answerTo(true, only("supported_ciphers", "ROT-13")));
    }

    @Test
    @DisplayName("D16: a receiver with pq=required refuses a handshake without ML-KEM, E006")
    void a_classical_handshake() throws Exception {
        assertThat(answerTo(false, this::signed).text("type")).contains("HANDSHAKE_ACK");
        acceptor.close();
        accept(SessionPolicy.DEFAULT.requiringPostQuantum());
        isRefused("E006", answerTo(false, this::signed));
        assertThat(answerTo(true, this::signed).text("type")).contains("HANDSHAKE_ACK");
    }
}
