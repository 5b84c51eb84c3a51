package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.linkauth.FrameAuth;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.sdk.Receiving;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.SendRequest;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.FrameLayout;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.token.SessionToken;

/// Strangers, thieves and vandals at the relays' real ports: each ends in its error code at every
/// relay, and after each the relays carry the next file.
@ExtendWith(SharedStack.class)
class HostileDoorsE2E {
    private static final int FILE_BYTES = (1 << 20) + 99;
    private static final int PATCH_BYTES = 64;
    private static final int TLS_ALERT = 0x15;

    private static Member anna;
    private static Member brook;
    private static Inbox inbox;
    private static Receiving receiving;
    private static Person visitor;
    private static Path file;
    private static Map<ServiceId, PeerId> relays;

    /// What somebody does at one relay.
    private interface Attack {
        void at(ServiceId relay, PeerId id) throws IOException;
    }

    @BeforeAll
    static void open() throws IOException {
        relays = RelayNames.all();
        anna = Member.enrolled("anna", Capability.PATIENT);
        brook = Member.enrolled("brook", Capability.PROVIDER);
        visitor = Person.enrolled("visitor", Capability.PATIENT);
        inbox = Inbox.of(anna.id());
        receiving = brook.client().receive(inbox, inbox);
        file = SharedStack.folder("outbox").resolve("letter.pdf");
        Files.write(file, new byte[FILE_BYTES]);
    }

    @AfterAll
    static void close() {
        receiving.close();
        visitor.close();
        anna.close();
        brook.close();
    }

    @AfterEach
    void theNextFileArrives() throws InterruptedException {
        SendRequest request = SendRequest.ofFile(brook.id(), file, "application/pdf");
        Delivery delivery = anna.client().send(request, ProgressListener.NONE).await();
        assertThat(delivery.sizeBytes()).isEqualTo(FILE_BYTES);
        assertThat(inbox.next().offer().id()).isEqualTo(delivery.id());
    }

    private static void everywhere(Attack attack) throws IOException {
        for (Map.Entry<ServiceId, PeerId> each : relays.entrySet()) {
            attack.at(each.getKey(), each.getValue());
        }
    }

    private static LinkDialler visit(ServiceId relay, PeerId id) throws IOException {
        return new LinkDialler(relay, id, visitor.id(), visitor.profile().identityKey());
    }

    @Test
    @DisplayName("C01: bytes that are not TLS are answered with an alert and the end")
    void plain_bytes() throws IOException {
        everywhere((relay, _) -> {
            try (Socket socket = LinkDialler.tcp(relay)) {
                byte[] text =
                        "GET /p2p HTTP/1.1\r\nHost: relay\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII);
                socket.getOutputStream().write(text);
                byte[] answer = socket.getInputStream().readAllBytes();
                assertThat(answer.length == 0 || answer[0] == TLS_ALERT).isTrue();
            }
        });
    }

    @Test
    @DisplayName("C01: TLS 1.2 is refused at every link port")
    void an_old_tls() throws IOException {
        everywhere((relay, _) ->
                assertThatThrownBy(() -> LinkDialler.tls(relay, "TLSv1.2", LinkDialler.RAW))
                        .isInstanceOf(SSLException.class));
    }

    @Test
    @DisplayName("C13: something else than our frames inside TLS is E014")
    void another_protocol() throws IOException {
        everywhere((relay, id) -> {
            try (LinkDialler dialler = visit(relay, id)) {
                dialler.send("GET /p2p HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(dialler.readRefusal()).isEqualTo("E014");
            }
        });
    }

    @Test
    @DisplayName("C01: WSS without a session token, or with one that is none, is 401 E005")
    void a_web_socket_without_token() throws IOException {
        everywhere((relay, _) -> {
            for (String header : List.of("", "Authorization: Bearer " + "a.b.c" + "\r\n")) {
                try (SSLSocket socket = LinkDialler.tls(relay, "TLSv1.3", "http/1.1")) {
                    String request = "GET /p2p HTTP/1.1\r\nHost: relay\r\n" + header + "\r\n";
                    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                    byte[] answer = socket.getInputStream().readAllBytes();
                    assertThat(new String(answer, StandardCharsets.UTF_8))
                            .startsWith("HTTP/1.1 401")
                            .contains("\"error_code\":\"E005\"");
                }
            }
        });
    }

    @Test
    @DisplayName("C03: a frame that is cut off is the end of its link, and no answer")
    void a_truncated_frame() throws IOException {
        everywhere((relay, id) -> {
            try (LinkDialler dialler = visit(relay, id)) {
                byte[] handshake = dialler.handshake(visitor.token());
                dialler.send(Arrays.copyOf(handshake, handshake.length - 1));
                dialler.finish();
                dialler.readEnd();
            }
        });
    }

    @Test
    @DisplayName("C03, C14: a frame that announces more than 10 MiB is E010 before it is sent")
    void an_oversized_frame() throws IOException {
        everywhere((relay, id) -> {
            try (LinkDialler dialler = visit(relay, id)) {
                dialler.send(announcing(dialler, Limits.MAX_MESSAGE_BYTES + 1));
                assertThat(dialler.readRefusal()).isEqualTo("E010");
            }
            try (LinkDialler dialler = visit(relay, id)) {
                try (FrameAuth _ = dialler.open(visitor.token())) {
                    dialler.send(announcing(dialler, Integer.MAX_VALUE));
                    assertThat(dialler.readRefusal()).isEqualTo("E010");
                }
            }
        });
    }

    private static byte[] announcing(LinkDialler dialler, int length) {
        byte[] frame = dialler.frame(FrameType.DATA, CircuitId.ZERO, new byte[0]);
        for (int i = 0; i < Integer.BYTES; i++) {
            frame[FrameLayout.LENGTH_OFFSET + i] = (byte) (length >>> (24 - 8 * i));
        }
        return Arrays.copyOf(frame, FrameLayout.HEADER);
    }

    @Test
    @DisplayName("C03, X04: one flipped bit in a frame is E005, before the link is open and after")
    void a_flipped_bit() throws IOException {
        everywhere((relay, id) -> {
            try (LinkDialler dialler = visit(relay, id)) {
                byte[] handshake = dialler.handshake(visitor.token());
                handshake[handshake.length - 1] ^= 1;
                dialler.send(handshake);
                assertThat(dialler.readRefusal()).isEqualTo("E005");
            }
            try (LinkDialler dialler = visit(relay, id);
                    FrameAuth auth = dialler.open(visitor.token())) {
                byte[] frame =
                        dialler.frame(FrameType.DATA, new CircuitId(1, 2), new byte[PATCH_BYTES]);
                auth.sign(frame, 0, frame.length);
                frame[FrameLayout.PAYLOAD_OFFSET] ^= 1;
                dialler.send(frame);
                assertThat(dialler.readRefusal()).isEqualTo("E005");
            }
        });
    }

    @Test
    @DisplayName("C38, A08: a peer that never registered is E005, whatever token it makes itself")
    void an_unknown_peer() throws IOException {
        try (Ed25519PrivateKey key = Ed25519PrivateKey.generate()) {
            PeerId stranger = PeerId.of(key.publicKey());
            String own = token(stranger, Instant.now(), key);
            everywhere((relay, id) -> {
                try (LinkDialler dialler = new LinkDialler(relay, id, stranger, key)) {
                    dialler.send(dialler.handshake(own));
                    assertThat(dialler.readRefusal()).isEqualTo("E005");
                }
            });
        }
    }

    @Test
    @DisplayName("A08: a session token of the network's own key that has expired is E005")
    void an_expired_token() throws IOException {
        Path file =
                Path.of(
                        SharedStack.stack()
                                .environment(SharedStack.service(ServiceKind.DISCOVERY, 1))
                                .get("BLUEBLOCKS_DISCOVERY_SESSION_KEY_FILE"));
        byte[] seed = Text.parseBase64url(Files.readString(file).strip()).orElseThrow();
        try (Ed25519PrivateKey network = Ed25519PrivateKey.fromSeed(SecretBytes.take(seed))) {
            Instant before = Instant.now().minus(Duration.ofHours(2));
            String expired = token(visitor.id(), before, network);
            String good = token(visitor.id(), Instant.now(), network);
            everywhere((relay, id) -> {
                try (LinkDialler dialler = visit(relay, id)) {
                    dialler.send(dialler.handshake(expired));
                    assertThat(dialler.readRefusal()).isEqualTo("E005");
                }
                // The control: nothing but its age is wrong with it.
                try (LinkDialler dialler = visit(relay, id);
                        FrameAuth auth = dialler.open(good)) {
                    assertThat(auth.mac()).isTrue();
                }
            });
        }
    }

    private static String token(PeerId subject, Instant issued, Ed25519PrivateKey key) {
        return SessionToken.of(
                        "blueblocks-discovery",
                        subject,
                        List.of(Capability.PATIENT),
                        issued,
                        "00112233445566778899aabbccddeeff")
                .sign(key);
    }

    @Test
    @DisplayName(
            "A09: a stolen session token is E005, under the thief's name and under the victim's")
    void a_stolen_token() throws IOException {
        try (Ed25519PrivateKey key = Ed25519PrivateKey.generate()) {
            PeerId thief = PeerId.of(key.publicKey());
            everywhere((relay, id) -> {
                for (PeerId name : List.of(thief, visitor.id())) {
                    try (LinkDialler dialler = new LinkDialler(relay, id, name, key)) {
                        dialler.send(dialler.handshake(visitor.token()));
                        assertThat(dialler.readRefusal()).isEqualTo("E005");
                    }
                }
            });
        }
    }
}
