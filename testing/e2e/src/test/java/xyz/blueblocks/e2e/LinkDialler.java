package xyz.blueblocks.e2e;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.kem.X25519PrivateKey;
import xyz.blueblocks.crypto.kem.X25519PublicKey;
import xyz.blueblocks.crypto.linkauth.FrameAuth;
import xyz.blueblocks.crypto.linkauth.LinkHandshakeAuth;
import xyz.blueblocks.crypto.linkauth.LinkRole;
import xyz.blueblocks.crypto.linkauth.LinkSecrets;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.crypto.tls.TrustRoots;
import xyz.blueblocks.localstack.Port;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.ClosePayload;
import xyz.blueblocks.wire.frame.FrameLayout;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.frame.LinkHandshake;

/// Dials a relay's real port with a JDK socket and sends whatever bytes a test likes.
final class LinkDialler implements AutoCloseable {
    static final String RAW = "bb-link/1";
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int NONCE_BYTES = 32;

    private final PeerId relay;
    private final PeerId self;
    private final Ed25519PrivateKey key;
    private final SSLSocket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final X25519PrivateKey ephemeral = X25519PrivateKey.generate();

    /// @param self whom it says to be
    /// @param key signs for it; another's, if it lies
    LinkDialler(ServiceId at, PeerId relay, PeerId self, Ed25519PrivateKey key) throws IOException {
        this.relay = relay;
        this.self = self;
        this.key = key;
        this.socket = tls(at, "TLSv1.3", RAW);
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /// A plain connection to a relay's link port.
    static Socket tcp(ServiceId at) throws IOException {
        Socket socket = new Socket();
        socket.connect(
                new InetSocketAddress(
                        SharedStack.stack().layout().address(at),
                        SharedStack.stack().layout().port(at, Port.LINK)),
                PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /// A TLS connection whose handshake is done.
    static SSLSocket tls(ServiceId at, String version, String alpn) throws IOException {
        SSLContext context =
                TrustRoots.context(Files.readString(SharedStack.stack().authorityFile()));
        Socket plain = tcp(at);
        String host = SharedStack.stack().layout().address(at);
        SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory().createSocket(plain, host, plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {version});
        parameters.setApplicationProtocols(new String[] {alpn});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /// The HANDSHAKE frame, signed.
    byte[] handshake(String token) {
        byte[] payload =
                new LinkHandshake(
                                LinkHandshake.LINK_MAC,
                                ephemeral.publicKey().bytes(),
                                new byte[NONCE_BYTES],
                                token)
                        .encode();
        byte[] frame = frame(FrameType.HANDSHAKE, CircuitId.ZERO, payload);
        LinkHandshakeAuth.signHandshake(frame, input -> key.sign(input));
        return frame;
    }

    /// Does the whole handshake and returns what authenticates the frames after it.
    FrameAuth open(String token) {
        byte[] handshake = handshake(token);
        send(handshake);
        byte[] ack = read();
        if (!LinkHandshakeAuth.verifyAck(ack, handshake, relay.publicKey())) {
            throw new AssertionError("no HANDSHAKE_ACK but type " + FrameLayout.readType(ack, 0));
        }
        byte[] payload =
                Arrays.copyOfRange(ack, FrameLayout.PAYLOAD_OFFSET, ack.length - FrameLayout.AUTH);
        LinkHandshake first = LinkHandshake.decode(payload).orElseThrow();
        try (SecretBytes shared =
                X25519PublicKey.decode(first.ephemeral()).flatMap(ephemeral::agree).orElseThrow()) {
            return LinkSecrets.of(handshake, ack).macs(LinkRole.DIALLER, shared);
        }
    }

    /// A frame of this link with zeros where its authentication goes.
    byte[] frame(FrameType type, CircuitId circuit, byte[] payload) {
        byte[] frame = new byte[FrameLayout.OVERHEAD + payload.length];
        FrameLayout.write(frame, 0, type, self, relay, circuit, payload.length);
        System.arraycopy(payload, 0, frame, FrameLayout.PAYLOAD_OFFSET, payload.length);
        return frame;
    }

    void send(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Says that nothing more comes.
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    /// The next whole frame.
    byte[] read() {
        try {
            byte[] header = in.readNBytes(FrameLayout.HEADER);
            if (header.length < FrameLayout.HEADER) {
                throw new EOFException("the link ended without a word");
            }
            int length = FrameLayout.readLength(header, 0);
            byte[] frame = Arrays.copyOf(header, FrameLayout.frameBytes(length));
            in.readFully(frame, FrameLayout.HEADER, frame.length - FrameLayout.HEADER);
            return frame;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The code of the CLOSE that comes now, such as `E005`; the link must then end.
    String readRefusal() {
        byte[] frame = read();
        if (FrameLayout.readType(frame, 0) != FrameType.CLOSE.value()) {
            throw new AssertionError("no CLOSE but type " + FrameLayout.readType(frame, 0));
        }
        readEnd();
        return ClosePayload.decode(frame, FrameLayout.PAYLOAD_OFFSET, ClosePayload.BYTES)
                .orElseThrow()
                .error()
                .orElseThrow()
                .code();
    }

    /// Waits for the end of the link, and fails if it stays open.
    void readEnd() {
        try {
            in.readAllBytes();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the link stays open", e);
        } catch (IOException e) {
            // A reset is an end too.
        }
    }

    @Override
    public void close() throws IOException {
        ephemeral.close();
        socket.close();
    }
}
