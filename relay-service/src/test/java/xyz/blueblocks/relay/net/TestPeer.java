package xyz.blueblocks.relay.net;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.link.InboundFrame;
import xyz.blueblocks.link.Link;
import xyz.blueblocks.link.LinkClosed;
import xyz.blueblocks.link.LinkHandler;
import xyz.blueblocks.link.LinkIdentity;
import xyz.blueblocks.link.LinkTarget;
import xyz.blueblocks.link.LinkTransport;
import xyz.blueblocks.link.LinkTrust;
import xyz.blueblocks.link.OutboundFrame;
import xyz.blueblocks.link.TokenCheck;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.ClosePayload;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Attach;

/// A peer with one link to one relay; what comes is put into queues, a queue per circuit.
class TestPeer implements LinkHandler, AutoCloseable {
    /// A frame that came, copied.
    record Seen(FrameType type, CircuitId circuit, Payload payload) {}

    /// Bytes, so that a record needs no array.
    static final class Payload {
        final byte[] bytes;

        Payload(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    final TestNet net;
    final Ed25519PrivateKey key;
    final PeerId id;
    final LinkTransport transport;
    final BlockingQueue<Seen> arrivals = new LinkedBlockingQueue<>();
    final Map<CircuitId, BlockingQueue<Seen>> circuits = new ConcurrentHashMap<>();
    final BlockingQueue<JsonObject> controls = new LinkedBlockingQueue<>();

    /// Whose DATA came, in the order in which it came.
    final BlockingQueue<CircuitId> order = new LinkedBlockingQueue<>();

    final BlockingQueue<LinkClosed> closed = new LinkedBlockingQueue<>();
    volatile boolean grants = true;

    /// While set, a DATA frame holds up this peer's event loop: it reads nothing any more.
    volatile @Nullable CountDownLatch standstill;

    Link link;

    TestPeer(TestNet net) {
        this(net, Ed25519PrivateKey.generate());
    }

    TestPeer(TestNet net, Ed25519PrivateKey key) {
        this.net = net;
        this.key = key;
        id = PeerId.of(key.publicKey());
        transport = LinkTransport.create(net.settings, net.clock());
        net.open.add(this);
    }

    LinkIdentity identity() {
        return new LinkIdentity(id, key, () -> net.sessionToken(id), TokenCheck.none(), true);
    }

    /// A link that the relay's core knows too: the dialler's end is open a moment earlier.
    Link connect(Hop relay) {
        dial(relay);
        Eventually.holds("linked at both ends", () -> relay.knows(id));
        return link;
    }

    private void dial(Hop relay) {
        link =
                TestRelay.await(
                        transport.dial(
                                new LinkTarget(
                                        relay.id(),
                                        relay.address(),
                                        "",
                                        false,
                                        LinkTrust.pem(net.authority.caPem())),
                                identity(),
                                this));
    }

    JsonObject attachment(Hop relay, Ed25519PrivateKey signer) {
        java.time.Instant now = net.clock().instant();
        Attach attach = new Attach(id, relay.id(), now, now.plusSeconds(1800), Text.hex(bytes(32)));
        return SignedJson.sign(attach.toJson(), Attach.LABEL, signer);
    }

    JsonObject attach(Hop relay) {
        dial(relay);
        link.control(attachment(relay, key));
        return next(controls);
    }

    byte[] bytes(int n) {
        byte[] bytes = new byte[n];
        net.random.nextBytes(bytes);
        return bytes;
    }

    void send(FrameType type, CircuitId circuit, byte[] payload) {
        OutboundFrame frame = link.frame(type, circuit, payload.length);
        System.arraycopy(payload, 0, frame.array(), frame.payloadOffset(), payload.length);
        link.send(frame);
    }

    @Override
    public void onOpen(Link opened) {}

    @Override
    public void onFrame(Link from, InboundFrame frame) {
        byte[] payload =
                Arrays.copyOfRange(
                        frame.array(),
                        frame.payloadOffset(),
                        frame.payloadOffset() + frame.payloadLength());
        Seen seen = new Seen(frame.type(), frame.circuit(), new Payload(payload));
        if (frame.type() == FrameType.HANDSHAKE) {
            circuits.put(frame.circuit(), new LinkedBlockingQueue<>());
            arrivals.add(seen);
        } else {
            CountDownLatch held = standstill;
            if (held != null && frame.type() == FrameType.DATA) {
                await(held);
            }
            circuits.computeIfAbsent(frame.circuit(), _ -> new LinkedBlockingQueue<>()).add(seen);
            if (frame.type() == FrameType.DATA) {
                order.add(frame.circuit());
            }
            if (grants && frame.type() == FrameType.DATA) {
                from.sendCredit(frame.circuit(), payload.length);
            }
        }
    }

    @Override
    public void onControl(Link from, JsonObject message) {
        controls.add(message);
    }

    @Override
    public void onClosed(Link from, LinkClosed why) {
        closed.add(why);
    }

    private static void await(CountDownLatch held) {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    BlockingQueue<Seen> frames(CircuitId circuit) {
        return circuits.computeIfAbsent(circuit, _ -> new LinkedBlockingQueue<>());
    }

    /// The next frame of a circuit that is not credit.
    Seen nextFrame(CircuitId circuit) {
        while (true) {
            Seen seen = next(frames(circuit));
            if (seen.type() != FrameType.DATA_ACK) {
                return seen;
            }
        }
    }

    ClosePayload nextClose(CircuitId circuit) {
        while (true) {
            Seen seen = next(frames(circuit));
            if (seen.type() == FrameType.CLOSE) {
                return ClosePayload.decode(seen.payload().bytes, 0, ClosePayload.BYTES)
                        .orElseThrow();
            }
        }
    }

    static <T> T next(BlockingQueue<T> queue) {
        try {
            T value = queue.poll(60, TimeUnit.SECONDS);
            if (value == null) {
                throw new AssertionError("nothing came within 60 s");
            }
            return value;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
