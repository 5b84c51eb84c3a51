package xyz.blueblocks.cli.contacts;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Lists all contacts.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List contacts: name, id, and when you compared their digits.",
        footerHeading = "%nExamples:%n",
        footer = {"  bb contacts list", "  bb contacts list --json"})
final class ListContacts implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    ListContacts(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Profile profile = profiles.open(terminal)) {
            ComparedPeers compared = new ComparedPeers(profile);
            Map<String, PeerId> all = profile.contacts().all();
            int width = all.keySet().stream().mapToInt(String::length).max().orElse(0);
            List<String> lines = new ArrayList<>();
            List<JsonObject> objects = new ArrayList<>();
            all.forEach((name, peer) -> {
                String when =
                        compared.when(peer)
                                .map(at -> "compared " + LocalDate.ofInstant(at, ZoneOffset.UTC))
                                .orElse("not compared");
                lines.add(name + " ".repeat(width - name.length()) + "  " + peer + "  " + when);
                JsonObject.Builder object =
                        Json.object().put("name", name).put("peer_id", peer.toString());
                compared.when(peer).ifPresent(at -> object.putEpochSeconds("compared", at));
                objects.add(object.build());
            });
            if (all.isEmpty()) lines.add("No contacts yet. Add one: bb contacts add NAME ID");
            output.to(terminal).answer(Json.object().put("contacts", objects).build(), lines);
        }
        return ExitCode.OK.number();
    }
}
