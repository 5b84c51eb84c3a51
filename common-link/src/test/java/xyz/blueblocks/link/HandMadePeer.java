package xyz.blueblocks.link;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.kem.X25519PrivateKey;
import xyz.blueblocks.crypto.kem.X25519PublicKey;
import xyz.blueblocks.crypto.linkauth.FrameAuth;
import xyz.blueblocks.crypto.linkauth.LinkHandshakeAuth;
import xyz.blueblocks.crypto.linkauth.LinkRole;
import xyz.blueblocks.crypto.linkauth.LinkSecrets;
import xyz.blueblocks.testing.TestAuthority;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.ClosePayload;
import xyz.blueblocks.wire.frame.FrameLayout;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.frame.LinkHandshake;

/// A dialler made of a JDK socket and the codecs alone, so that a test can send any byte it likes.
class HandMadePeer implements AutoCloseable {
    final TestPeer self;
    final PeerId listener;
    private final SSLSocket socket;
    final DataInputStream in;
    final OutputStream out;
    private final X25519PrivateKey ephemeral = X25519PrivateKey.generate();
    private byte[] handshake = new byte[0];
    private FrameAuth auth;

    HandMadePeer(
            TestAuthority authority, InetSocketAddress address, TestPeer self, PeerId listener) {
        this(authority, address, self, listener, "bb-link/1");
    }

    HandMadePeer(
            TestAuthority authority,
            InetSocketAddress address,
            TestPeer self,
            PeerId listener,
            String alpn) {
        this.self = self;
        this.listener = listener;
        try {
            socket = tls(authority, address, "TLSv1.3", alpn);
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static SSLSocket tls(
            TestAuthority authority, InetSocketAddress address, String version, String... alpn)
            throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("ca", authority.certificate());
            TrustManagerFactory managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            Socket plain = new Socket();
            plain.connect(address, 60_000);
            SSLSocket socket =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(plain, "127.0.0.1", address.getPort(), true);
            socket.setSoTimeout(60_000);
            socket.setEnabledProtocols(new String[] {version});
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(alpn);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The HANDSHAKE frame that an honest dialler would send.
    byte[] handshake(boolean mac, String token) {
        byte[] payload =
                new LinkHandshake(
                                mac ? LinkHandshake.LINK_MAC : 0,
                                ephemeral.publicKey().bytes(),
                                new byte[32],
                                token)
                        .encode();
        byte[] frame = frame(FrameType.HANDSHAKE.value(), CircuitId.ZERO, payload);
        LinkHandshakeAuth.signHandshake(frame, input -> self.key.sign(input));
        return frame;
    }

    /// Does the whole handshake, up to but without the first frame under the link's secrets.
    void open(boolean mac) {
        open(mac, self.token);
    }

    /// The same with a token in the frame, or without: an upgrade has carried it then.
    void open(boolean mac, String token) {
        handshake = handshake(mac, token);
        send(handshake);
        byte[] ack = read();
        if (!LinkHandshakeAuth.verifyAck(ack, handshake, listener.publicKey())) {
            throw new AssertionError("no good HANDSHAKE_ACK, type " + ack[1]);
        }
        byte[] payload =
                Arrays.copyOfRange(ack, FrameLayout.PAYLOAD_OFFSET, ack.length - FrameLayout.AUTH);
        LinkHandshake first = LinkHandshake.decode(payload).orElseThrow();
        LinkSecrets secrets = LinkSecrets.of(handshake, ack);
        if (mac && first.linkMac()) {
            try (SecretBytes shared =
                    ephemeral
                            .agree(X25519PublicKey.decode(first.ephemeral()).orElseThrow())
                            .orElseThrow()) {
                auth = secrets.macs(LinkRole.DIALLER, shared);
            }
        } else {
            auth = secrets.signatures(input -> self.key.sign(input), listener.publicKey());
        }
    }

    /// A frame of this link with 64 zeros behind it.
    byte[] frame(int type, CircuitId circuit, byte[] payload) {
        byte[] frame = new byte[FrameLayout.OVERHEAD + payload.length];
        FrameLayout.write(frame, 0, FrameType.DATA, self.id, listener, circuit, payload.length);
        frame[FrameLayout.TYPE_OFFSET] = (byte) type;
        System.arraycopy(payload, 0, frame, FrameLayout.PAYLOAD_OFFSET, payload.length);
        return frame;
    }

    byte[] signed(byte[] frame) {
        auth.sign(frame, 0, frame.length);
        return frame;
    }

    void sendSigned(FrameType type, CircuitId circuit, byte[] payload) {
        send(signed(frame(type.value(), circuit, payload)));
    }

    void send(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The next whole frame.
    byte[] read() {
        try {
            byte[] header = in.readNBytes(FrameLayout.HEADER);
            if (header.length < FrameLayout.HEADER) {
                throw new EOFException();
            }
            int length = FrameLayout.readLength(header, 0);
            byte[] frame = Arrays.copyOf(header, FrameLayout.frameBytes(length));
            in.readFully(frame, FrameLayout.HEADER, frame.length - FrameLayout.HEADER);
            return frame;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The next frame of this type that verifies; others are skipped, but must verify too.
    byte[] readVerified(FrameType type) {
        while (true) {
            byte[] frame = read();
            if (!auth.verify(frame, 0, frame.length)) {
                throw new AssertionError("a frame does not verify");
            }
            if (FrameLayout.readType(frame, 0) == type.value()) {
                return frame;
            }
        }
    }

    /// What the CLOSE of the link says; the link must then end within a second or so.
    ClosePayload readClose(boolean opened) {
        byte[] frame = opened ? readVerified(FrameType.CLOSE) : read();
        if (FrameLayout.readType(frame, 0) != FrameType.CLOSE.value()) {
            throw new AssertionError("not CLOSE: " + FrameLayout.readType(frame, 0));
        }
        readEnd();
        return ClosePayload.decode(frame, FrameLayout.PAYLOAD_OFFSET, ClosePayload.BYTES)
                .orElseThrow();
    }

    /// Waits for the end of the stream, whichever way the socket puts it.
    void readEnd() {
        try {
            while (in.read() >= 0) {
                // Whatever still comes is of no interest.
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the link stays open", e);
        } catch (IOException e) {
            // A reset is an end too.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
