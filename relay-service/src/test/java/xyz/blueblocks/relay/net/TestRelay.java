package xyz.blueblocks.relay.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.link.LinkIdentity;
import xyz.blueblocks.link.LinkServer;
import xyz.blueblocks.link.LinkTransport;
import xyz.blueblocks.link.LinkTrust;
import xyz.blueblocks.link.TlsServerFiles;
import xyz.blueblocks.relay.core.RelayCore;
import xyz.blueblocks.relay.core.RelayCounters;
import xyz.blueblocks.relay.core.RelayParts;
import xyz.blueblocks.relay.core.RelayPolicy;
import xyz.blueblocks.relay.core.RelayTime;
import xyz.blueblocks.relay.core.RelayView;
import xyz.blueblocks.relay.inbound.RelayLinks;
import xyz.blueblocks.relay.inbound.SessionTokens;
import xyz.blueblocks.relay.outbound.KnownRelays;
import xyz.blueblocks.relay.outbound.RelayDialler;
import xyz.blueblocks.relay.outbound.ReplayFile;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Endpoint;
import xyz.blueblocks.wire.message.OnionKey;
import xyz.blueblocks.wire.message.RelayDescriptor;
import xyz.blueblocks.wire.message.Reservation;

/// A relay of the product's own classes, without Quarkus: real links, real core, real log on disk.
final class TestRelay implements Hop, AutoCloseable {
    final TestNet net;
    final RelayPolicy policy;
    final Path state;
    final Ed25519PrivateKey key = Ed25519PrivateKey.generate();
    final PeerId id = PeerId.of(key.publicKey());
    final HpkePrivateKey onion;
    final RelayCounters counters = new RelayCounters();
    final AtomicInteger attachmentChanges = new AtomicInteger();
    final KnownRelays known;
    LinkTransport transport;
    RelayCore core;
    LinkServer server;
    ReplayFile log;
    String host = "127.0.0.1";

    TestRelay(TestNet net, RelayPolicy policy, HpkeKem kem, Path state) {
        this.net = net;
        this.policy = policy;
        this.state = state;
        onion = HpkePrivateKey.generate(kem);
        known = new KnownRelays(net.clock());
        known.keys(net.keys());
        try {
            Files.createDirectories(state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(0);
    }

    void start(int port) {
        transport = LinkTransport.create(net.settings, net.clock());
        LinkIdentity identity =
                new LinkIdentity(
                        id,
                        key,
                        () -> net.sessionToken(id),
                        new SessionTokens(known::keys, net.clock()),
                        true);
        RelayLinks links = new RelayLinks();
        log = ReplayFile.open(state, Instant.now());
        RelayDialler dialler =
                new RelayDialler(
                        transport,
                        identity,
                        links,
                        LinkTrust.pem(net.authority.caPem()),
                        known,
                        System::nanoTime,
                        () -> {});
        core =
                new RelayCore(
                        new RelayParts(
                                id,
                                policy,
                                new RelayTime(net.clock(), System::nanoTime),
                                net.random,
                                this::onionKey,
                                known,
                                dialler,
                                log,
                                log.past(),
                                100_000,
                                body -> SignedJson.sign(body, Reservation.LABEL, key),
                                attachmentChanges::incrementAndGet,
                                counters));
        links.bind(core);
        server =
                await(
                        transport.listen(
                                new InetSocketAddress("127.0.0.1", port),
                                net.authority.server("relay.test", TlsServerFiles::new),
                                identity,
                                links));
        transport.loop().scheduleAtFixedRate(core::sweep, 50, 50, TimeUnit.MILLISECONDS);
        transport
                .loop()
                .scheduleAtFixedRate(
                        () -> dialler.closeIdle(net.idleLink), 50, 50, TimeUnit.MILLISECONDS);
        transport.loop().scheduleAtFixedRate(log::sync, 100, 100, TimeUnit.MILLISECONDS);
    }

    private Optional<HpkePrivateKey> onionKey(byte[] keyId) {
        return Arrays.equals(keyId, onion.publicKey().keyId())
                ? Optional.of(onion)
                : Optional.empty();
    }

    JsonObject descriptor() {
        Instant now = net.clock().instant();
        int port = server.address().getPort();
        RelayDescriptor body =
                new RelayDescriptor(
                        id,
                        key.publicKey(),
                        List.of(
                                new Endpoint("wss", "wss://" + host + ":" + port + "/p2p", 2),
                                new Endpoint("bb-link", "bb-link://" + host + ":" + port, 1)),
                        List.of(new OnionKey(onion.publicKey(), now, now.plusSeconds(3600))),
                        "operator-" + port,
                        "eu-central",
                        "DE",
                        "node-" + port,
                        policy.limits(),
                        now,
                        now.plusSeconds(3600));
        return SignedJson.sign(body.toJson(), RelayDescriptor.LABEL, key);
    }

    @Override
    public PeerId id() {
        return id;
    }

    @Override
    public HpkePublicKey onionKey() {
        return onion.publicKey();
    }

    @Override
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public boolean knows(PeerId peer) {
        return view().neighbours().contains(peer);
    }

    RelayView view() {
        return onLoop(core::view);
    }

    <T> T onLoop(Callable<T> task) {
        try {
            return transport.loop().submit(task).get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> T await(java.util.concurrent.CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Stops as a kill would: nothing is said, nothing is marked.
    void kill() {
        transport.close();
    }

    @Override
    public void close() {
        transport.close();
        log.close();
    }
}
