package xyz.blueblocks.bench;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import xyz.blueblocks.link.InboundFrame;
import xyz.blueblocks.link.Link;
import xyz.blueblocks.link.LinkClosed;
import xyz.blueblocks.link.LinkHandler;
import xyz.blueblocks.link.LinkSettings;
import xyz.blueblocks.link.LinkTarget;
import xyz.blueblocks.link.LinkTransport;
import xyz.blueblocks.link.LinkTrust;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Invite;
import xyz.blueblocks.wire.message.RelayDescriptor;
import xyz.blueblocks.wire.message.Reservation;

/// Many receivers in one process, each with keys, registration, link and attachment of its own, and
/// nothing to do: `attach` attaches them all to the relay at one address.
final class CrowdMain {
    /// Below the relay's bound for one address, and kind to a machine with few processors.
    private static final int AT_ONCE = 16;

    private static final int WAIT_SECONDS = 30;

    private final CrowdDesk desk;
    private final List<CrowdMember> members = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final LinkTransport transport =
            LinkTransport.create(LinkSettings.defaults(), Clock.systemUTC());
    private final LinkTrust trust;

    private CrowdMain(Path invites) throws Exception {
        List<Invite> read = new ArrayList<>();
        for (String line : Files.readAllLines(invites, StandardCharsets.UTF_8)) {
            if (Json.parse(line.getBytes(StandardCharsets.UTF_8)).flatMap(Invite::fromJson)
                    instanceof Decoded.Ok<Invite>(var invite)) {
                read.add(invite);
            }
        }
        trust = LinkTrust.pem(read.getFirst().caPem());
        desk = new CrowdDesk(read.getFirst());
        for (Invite invite : read) {
            members.add(desk.register(invite));
        }
    }

    /// Registers and waits to be told.
    ///
    /// @param args file with invites, one a line
    public static void main(String[] args) throws Exception {
        EndPipe.serve(() -> {
            CrowdMain crowd = new CrowdMain(Path.of(args[0]));
            return request ->
                    switch (request.getFirst()) {
                        case "attach" -> crowd.attach(request.get(1));
                        default -> throw new IllegalArgumentException(request.getFirst());
                    };
        });
        System.exit(0);
    }

    private List<String> attach(String address) throws Exception {
        RelayDescriptor relay = desk.relayAt(address, members.getFirst());
        InetSocketAddress where =
                new InetSocketAddress(
                        address.substring(0, address.lastIndexOf(':')),
                        Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        LinkTarget target = new LinkTarget(relay.peerId(), where, "", false, trust);
        for (int i = 0; i < members.size(); i += AT_ONCE) {
            List<CompletableFuture<Link>> some = new ArrayList<>();
            for (CrowdMember member : members.subList(i, Math.min(i + AT_ONCE, members.size()))) {
                some.add(attach(member, target));
            }
            for (CompletableFuture<Link> each : some) {
                links.add(each.get(WAIT_SECONDS, TimeUnit.SECONDS));
            }
        }
        return List.of("attached=" + links.stream().filter(Link::isOpen).count());
    }

    private CompletableFuture<Link> attach(CrowdMember member, LinkTarget target) {
        CompletableFuture<Link> attached = new CompletableFuture<>();
        transport
                .dial(target, member.identity(), new Waiting(member, attached))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        attached.completeExceptionally(failure);
                    }
                });
        return attached;
    }

    /// Attaches when the link opens, and waits for the relay's signed word.
    private record Waiting(CrowdMember member, CompletableFuture<Link> attached)
            implements LinkHandler {
        @Override
        public void onOpen(Link link) {
            link.control(member.attach(link.peer(), Instant.now()));
        }

        @Override
        public void onControl(Link link, JsonObject message) {
            if (Reservation.fromJson(message) instanceof Decoded.Ok<Reservation>(var reservation)
                    && reservation.peerId().equals(member.id())
                    && SignedJson.verify(message, Reservation.LABEL, link.peer().publicKey())) {
                attached.complete(link);
            }
        }

        @Override
        public void onFrame(Link link, InboundFrame frame) {}

        @Override
        public void onClosed(Link link, LinkClosed why) {
            attached.completeExceptionally(new IllegalStateException("link closed: " + why));
        }
    }
}
