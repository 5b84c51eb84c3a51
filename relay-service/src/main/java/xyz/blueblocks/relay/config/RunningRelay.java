package xyz.blueblocks.relay.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.link.LinkIdentity;
import xyz.blueblocks.link.LinkServer;
import xyz.blueblocks.link.LinkSettings;
import xyz.blueblocks.link.LinkTransport;
import xyz.blueblocks.link.LinkTrust;
import xyz.blueblocks.link.TlsServerFiles;
import xyz.blueblocks.link.https.ServiceClient;
import xyz.blueblocks.relay.core.RelayCore;
import xyz.blueblocks.relay.core.RelayCounters;
import xyz.blueblocks.relay.core.RelayParts;
import xyz.blueblocks.relay.core.RelayTime;
import xyz.blueblocks.relay.core.RelayView;
import xyz.blueblocks.relay.inbound.RelayLinks;
import xyz.blueblocks.relay.inbound.SessionTokens;
import xyz.blueblocks.relay.outbound.AuditMinutes;
import xyz.blueblocks.relay.outbound.DirectoryFiles;
import xyz.blueblocks.relay.outbound.DiscoveryAccount;
import xyz.blueblocks.relay.outbound.KnownRelays;
import xyz.blueblocks.relay.outbound.RelayDialler;
import xyz.blueblocks.relay.outbound.RelayIdentity;
import xyz.blueblocks.relay.outbound.RelayVolume;
import xyz.blueblocks.relay.outbound.ReplayFile;
import xyz.blueblocks.relay.outbound.ReportWriter;
import xyz.blueblocks.servicekit.audit.AuditOutbox;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Invite;
import xyz.blueblocks.wire.message.Reservation;

/// Every part of a relay, put together and going.
final class RunningRelay {
    /// A stalled link holds this much in its socket's queue before its circuits queue here.
    private static final int HIGH_WATER_BYTES = 64 << 10;

    private static final long SWEEP_MILLIS = 250;
    private static final Duration SYNC = Duration.ofMillis(100);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int START_SECONDS = 15;

    /// In the time after which an idle link is closed.
    private static final long LOOKS = 8;

    private final RelaySettings settings;
    private final RelayShape shape;
    private final InstantSource clock;
    private final RelayVolume volume;
    private final RelayIdentity identity;
    private final KnownRelays known;
    private final ReplayFile log;
    private final LinkTransport transport;
    private final RelayCore core;
    private final LinkServer server;
    private final ReportWriter reports;
    private final AuditMinutes audit;
    private final Optional<DiscoveryAccount> account;
    private final AtomicBoolean attachmentsChanged =
            new AtomicBoolean(true); // nobody is attached any more: planners may believe what was
    private final RelayRounds rounds;
    private final RelayLoop loop;
    private volatile boolean leaving;

    RunningRelay(
            RelaySettings settings,
            RelayCounters counters,
            Map<String, Object> producer,
            AuditOutbox outbox,
            String replica,
            InstantSource clock,
            SecureRandom random) {
        this.settings = settings;
        this.clock = clock;
        shape = new RelayShape(settings);
        volume = new RelayVolume(settings.stateDir());
        identity = new RelayIdentity(volume, shape.description(), clock);
        known = new KnownRelays(clock);
        log = ReplayFile.open(settings.stateDir(), clock.instant());
        transport =
                LinkTransport.create(
                        LinkSettings.defaults()
                                .withHighWaterBytes(HIGH_WATER_BYTES)
                                .withAccepting(1024, settings.limits().links(), 500),
                        clock);
        rounds = new RelayRounds(clock);
        loop = new RelayLoop(transport.loop());
        reports =
                new ReportWriter(
                        producer, identity, counters, clock, () -> attachmentsChanged.set(true));
        audit = new AuditMinutes(outbox, replica, identity, counters, clock);
        account =
                shape.discovery().isEmpty()
                        ? Optional.empty()
                        : Optional.of(account(counters, random));
        RelayLinks links = new RelayLinks();
        LinkIdentity linkIdentity =
                new LinkIdentity(
                        identity.id(),
                        identity.key(),
                        sessionToken(),
                        new SessionTokens(known::keys, clock),
                        true);
        core = core(counters, random, links, linkIdentity);
        links.bind(core);
        server = listen(linkIdentity, links);
        begin();
    }

    private DiscoveryAccount account(RelayCounters counters, SecureRandom random) {
        String caPem = LinkTrust.file(settings.caFile()).caPem();
        return new DiscoveryAccount(
                new ServiceClient(shape.discovery(), caPem, clock, random),
                identity,
                volume,
                known,
                this::enrolmentToken,
                new LoadMeter(counters, shape.limits().bandwidthMbps(), () -> leaving),
                "0.1.0",
                clock,
                random);
    }

    private Supplier<String> sessionToken() {
        return account.<Supplier<String>>map(own -> own::token)
                .orElse(() -> settings.sessionTokenFile().map(RunningRelay::read).orElse(""));
    }

    private Optional<String> enrolmentToken() {
        return settings.inviteFile()
                .filter(Files::exists)
                .map(RunningRelay::read)
                .flatMap(text ->
                        Json.parse(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .flatMap(Invite::fromJson)
                                .map(Invite::enrolmentToken)
                                .toOptional());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    private RelayCore core(
            RelayCounters counters,
            SecureRandom random,
            RelayLinks links,
            LinkIdentity linkIdentity) {
        RelayDialler dialler =
                new RelayDialler(
                        transport,
                        linkIdentity,
                        links,
                        LinkTrust.file(settings.caFile()),
                        known,
                        System::nanoTime,
                        rounds::lookAgain);
        Duration idle = settings.idleLink();
        Runnable closeIdle = () -> dialler.closeIdle(idle);
        long look = Math.max(1, idle.toMillis() / LOOKS);
        transport.loop().scheduleAtFixedRate(closeIdle, look, look, TimeUnit.MILLISECONDS);
        return new RelayCore(
                new RelayParts(
                        identity.id(),
                        shape.policy(),
                        new RelayTime(clock, System::nanoTime),
                        random,
                        identity::onionKey,
                        known,
                        dialler,
                        log,
                        log.past(),
                        settings.limits().replayEntries(),
                        body -> SignedJson.sign(body, Reservation.LABEL, identity.key()),
                        () -> attachmentsChanged.set(true),
                        counters));
    }

    private LinkServer listen(LinkIdentity linkIdentity, RelayLinks links) {
        TlsServerFiles files = new TlsServerFiles(settings.tlsCert(), settings.tlsKey());
        try {
            return transport
                    .listen(shape.listen(), files, linkIdentity, links)
                    .toCompletableFuture()
                    .orTimeout(START_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            transport.close();
            throw new IllegalStateException("listening on " + settings.listen(), e);
        }
    }

    private void begin() {
        transport
                .loop()
                .scheduleAtFixedRate(
                        core::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        rounds.every("sync", SYNC, log::sync);
        rounds.every("keys", MINUTE, identity::turn);
        // Whoever was attached to the last run is not attached to this one: that is news.
        attachmentsChanged.set(true);
        rounds.report(attachmentsChanged, reports, audit, () -> loop.call(core::report));
        account.ifPresentOrElse(
                own -> rounds.follow(own, settings.directoryRefresh()),
                () -> rounds.every("directory", settings.directoryRefresh(), this::readFiles));
        audit.event("relay.started");
    }

    private void readFiles() {
        new DirectoryFiles(
                        settings.directoryFile().orElseThrow(), settings.jwksFile().orElseThrow())
                .readInto(known);
    }

    PeerId id() {
        return identity.id();
    }

    InetSocketAddress address() {
        return server.address();
    }

    String transport() {
        return transport.describe();
    }

    boolean registered() {
        return account.map(DiscoveryAccount::registered).orElse(true);
    }

    boolean directoryLoaded() {
        return known.loaded();
    }

    boolean remembering() {
        return log.healthy();
    }

    CompletionStage<RelayView> view() {
        return loop.call(core::view);
    }

    /// Tells clients where else to go, lets circuits end for a while, and leaves in order.
    void stop(Duration drain) {
        leaving = true;
        new RelayFarewell(loop, core, server, rounds, reports).take(drain);
        audit.event("relay.stopped");
        rounds.close();
        transport.close();
        log.close();
        reports.close();
    }
}
