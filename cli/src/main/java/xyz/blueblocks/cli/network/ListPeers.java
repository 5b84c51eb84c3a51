package xyz.blueblocks.cli.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.Durations;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.Shown;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.sdk.profile.Contacts;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Peer;
import xyz.blueblocks.wire.message.PeerList;

/// Lists who is there.
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        description = {
            "List peers that are there now: id, what an authority attests of them, region.",
            "Names are those of your contacts."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb peers",
            "  bb peers --capability provider --region eu-central-1",
            "  bb peers --capability relay --json"
        })
public final class ListPeers implements Callable<Integer> {
    private static final int PAGE = 100;

    private final Terminal terminal;

    @Option(
            names = "--capability",
            paramLabel = "NAME",
            description = "Only patient, provider or relay.")
    private @Nullable String capability;

    @Option(names = "--region", paramLabel = "NAME", description = "Only of this region.")
    private @Nullable String region;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            description = "At most so many (default: ${DEFAULT-VALUE}).",
            defaultValue = "1000")
    private int limit = 1000;

    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    /// For this terminal.
    public ListPeers(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Optional<Capability> wanted = Optional.ofNullable(capability).map(ListPeers::parse);
        if (limit < 1) {
            throw CommandFailure.usage("--limit is " + limit + ".", "Use 1 or more.");
        }
        try (Profile profile = profiles.open(terminal);
                Online online = Online.open(profile, terminal)) {
            List<Peer> found = all(online, wanted);
            List<String> lines = new ArrayList<>();
            List<JsonObject> objects = new ArrayList<>();
            for (Peer peer : found) {
                lines.add(line(peer, profile.contacts()));
                objects.add(object(peer, profile.contacts()));
            }
            if (found.isEmpty()) lines.add("Nobody like that is there now.");
            output.to(terminal).answer(Json.object().put("peers", objects).build(), lines);
        }
        return ExitCode.OK.number();
    }

    private List<Peer> all(Online online, Optional<Capability> wanted) {
        List<Peer> found = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            int page = Math.min(PAGE, limit - found.size());
            PeerList list =
                    online.directory().peers(wanted, Optional.ofNullable(region), page, cursor);
            found.addAll(list.peers());
            // A page without peers would go on for ever with a directory that means harm.
            cursor = list.peers().isEmpty() ? Optional.empty() : list.next();
        } while (cursor.isPresent() && found.size() < limit);
        return found.subList(0, Math.min(limit, found.size()));
    }

    private String line(Peer peer, Contacts contacts) {
        List<String> attested = peer.attested().stream().map(Capability::text).toList();
        Duration since = Duration.between(peer.lastSeen(), terminal.now());
        return "%s  %-16s  %-14s  %-12s  %s"
                .formatted(
                        peer.peerId(),
                        contacts.name(peer.peerId()).orElse("-"),
                        attested.isEmpty() ? "-" : String.join(",", attested),
                        Shown.line(peer.region().orElse("-")),
                        "seen "
                                + Durations.text(since.isNegative() ? Duration.ZERO : since)
                                + " ago");
    }

    private static JsonObject object(Peer peer, Contacts contacts) {
        return Json.object()
                .put("peer_id", peer.peerId().toString())
                .putText("name", contacts.name(peer.peerId()))
                .putTexts(
                        "capabilities", peer.capabilities().stream().map(Capability::text).toList())
                .putTexts("attested", peer.attested().stream().map(Capability::text).toList())
                .putText("region", peer.region())
                .putEpochSeconds("last_seen", peer.lastSeen())
                .build();
    }

    private static Capability parse(String name) {
        return Capability.parse(name)
                .orElseThrow(() ->
                        CommandFailure.usage(
                                "No capability is called '" + name + "'.",
                                "There are patient, provider and relay."));
    }
}
