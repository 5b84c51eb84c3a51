package xyz.blueblocks.cli.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xyz.blueblocks.cli.network.Online;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.sdk.audit.AuditTrail;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Lists what the log holds about a profile.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List what the log holds about you: when, what, which record, by whom.",
        footerHeading = "%nExamples:%n",
        footer = {"  bb audit list", "  bb audit list --limit 1000 --json > audit.json"})
final class ListEntries implements Callable<Integer> {
    private static final int PAGE = 100;

    private final Terminal terminal;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            description = "At most so many, oldest first (default: ${DEFAULT-VALUE}).",
            defaultValue = "500")
    private int limit = 500;

    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    ListEntries(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw CommandFailure.usage("--limit is " + limit + ".", "Use 1 or more.");
        }
        try (Profile profile = profiles.open(terminal);
                Online online = Online.open(profile, terminal);
                AuditTrail audit = online.audit()) {
            List<JsonObject> entries = entries(audit);
            List<String> lines = new ArrayList<>();
            for (JsonObject entry : entries) {
                JsonObject event = entry.object("event").orElseGet(() -> Json.object().build());
                lines.add(
                        "%8d  ".formatted(entry.integer("leaf_index").orElse(-1))
                                + EntryLine.of(event, Optional.of(profile)));
            }
            if (entries.isEmpty()) lines.add("The log holds nothing about you yet.");
            output.to(terminal).answer(Json.object().put("entries", entries).build(), lines);
        }
        return ExitCode.OK.number();
    }

    private List<JsonObject> entries(AuditTrail audit) {
        List<JsonObject> found = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            AuditTrail.Page page = audit.entries(Math.min(PAGE, limit - found.size()), after);
            found.addAll(page.entries());
            after = page.entries().isEmpty() ? Optional.empty() : page.next();
        } while (after.isPresent() && found.size() < limit);
        return found.subList(0, Math.min(limit, found.size()));
    }
}
