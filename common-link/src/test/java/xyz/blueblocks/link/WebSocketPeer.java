package xyz.blueblocks.link;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.testing.TestAuthority;

/// A WebSocket client written from RFC 6455 alone, so that a test can break each of its rules.
final class WebSocketPeer extends HandMadePeer {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int MASK = 0x80;
    private static final int SHORT = 126;
    private static final int LONG = 127;

    private final Random random = new Random(6455);

    /// What the listener sent.
    static final class Message {
        final int first;
        final byte[] payload;

        Message(int first, byte[] payload) {
            this.first = first;
            this.payload = payload;
        }

        int opcode() {
            return first & 0x0F;
        }
    }

    WebSocketPeer(
            TestAuthority authority, InetSocketAddress address, TestPeer self, PeerId listener) {
        super(authority, address, self, listener, "http/1.1");
        String status = upgrade("/p2p", self.token, "Sec-WebSocket-Protocol: bb-link.v1\r\n");
        if (!status.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError("not upgraded: " + status);
        }
    }

    private String upgrade(String path, String token, String more) {
        raw(
                ("GET "
                                + path
                                + " HTTP/1.1\r\nHost: relay.test\r\nUpgrade: websocket\r\n"
                                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer "
                                + token
                                + "\r\n"
                                + more
                                + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        String head = head();
        // The answer to that key is the example of RFC 6455 section 1.3.
        if (!head.toLowerCase(Locale.ROOT)
                .contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=")) {
            throw new AssertionError("wrong accept: " + head);
        }
        return head;
    }

    private String head() {
        StringBuilder head = new StringBuilder();
        try {
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            return head.toString();
        } catch (IOException e) {
            throw new IllegalStateException(head.toString(), e);
        }
    }

    /// Any bytes.
    void raw(byte[] bytes) {
        super.send(bytes);
    }

    /// One frame, masked as a client must.
    void frame(int first, byte[] payload) {
        raw(encoded(first, payload, true));
    }

    byte[] encoded(int first, byte[] payload, boolean masked) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream to = new DataOutputStream(bytes)) {
            to.writeByte(first);
            int mask = masked ? MASK : 0;
            if (payload.length < SHORT) {
                to.writeByte(mask | payload.length);
            } else if (payload.length <= 0xFFFF) {
                to.writeByte(mask | SHORT);
                to.writeShort(payload.length);
            } else {
                to.writeByte(mask | LONG);
                to.writeLong(payload.length);
            }
            byte[] key = ByteBuffer.allocate(4).putInt(random.nextInt()).array();
            if (masked) {
                to.write(key);
            }
            for (int i = 0; i < payload.length; i++) {
                to.writeByte(masked ? payload[i] ^ key[i % 4] : payload[i]);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A link frame as one message.
    @Override
    void send(byte[] linkFrame) {
        frame(FIN | BINARY, linkFrame);
    }

    /// A link frame as one message of several frames, cut at these places, with `between` sent
    /// after each piece but the last.
    void sendInPieces(byte[] linkFrame, int[] cuts, byte[] between) {
        int from = 0;
        for (int cut : cuts) {
            frame(from == 0 && cut == cuts[0] ? BINARY : CONTINUATION, piece(linkFrame, from, cut));
            raw(between);
            from = cut;
        }
        frame(FIN | CONTINUATION, piece(linkFrame, from, linkFrame.length));
    }

    private static byte[] piece(byte[] whole, int from, int to) {
        return Arrays.copyOfRange(whole, from, to);
    }

    /// The next link frame; the listener sends each as one binary message.
    @Override
    byte[] read() {
        Message message = next();
        if (message.first != (FIN | BINARY)) {
            throw new AssertionError("not one binary message: " + message.first);
        }
        return message.payload;
    }

    /// The next frame of whatever kind.
    Message next() {
        try {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            if ((second & MASK) != 0) {
                throw new AssertionError("a server must not mask");
            }
            int length =
                    switch (second) {
                        case SHORT -> in.readUnsignedShort();
                        case LONG -> Math.toIntExact(in.readLong());
                        default -> second;
                    };
            return new Message(first, in.readNBytes(length));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The status of the CLOSE frame with which the listener ends the connection; -1 when it ends
    /// without one. Link frames before it are skipped.
    int closeStatus() {
        try {
            while (true) {
                Message message = next();
                if (message.opcode() == CLOSE) {
                    readEnd();
                    return message.payload.length < 2
                            ? -1
                            : ByteBuffer.wrap(message.payload).getShort() & 0xFFFF;
                }
            }
        } catch (IllegalStateException e) {
            return -1;
        }
    }
}
