package xyz.blueblocks.cli.transfer;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xyz.blueblocks.cli.network.Online;
import xyz.blueblocks.cli.profile.People;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.Output;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.Shown;
import xyz.blueblocks.cli.terminal.Sizes;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.sdk.BlueBlocks;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.Unfinished;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Goes on with files that were broken off.
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Go on with files whose sending was broken off: what the receiver holds is not sent again.",
            "Files of more than 1 MiB, as long as they did not change."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb resume                  all of them",
            "  bb resume --list",
            "  bb resume 5f0c… --cancel   the receiver throws away what it holds"
        })
public final class ResumeTransfers implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "Which (default: all).")
    private List<String> ids = List.of();

    @Option(names = "--list", description = "Only say which there are.")
    private boolean list;

    @Option(names = "--cancel", description = "Give them up instead.")
    private boolean cancel;

    @Mixin private Sending sending = new Sending();
    @Mixin private ClientOptions client = new ClientOptions();
    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    /// For this terminal.
    public ResumeTransfers(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        client.options(terminal);
        try (Profile profile = profiles.open(terminal)) {
            Online.trust(profile);
            return sending.run(
                    terminal,
                    output.to(terminal),
                    profile,
                    client.options(terminal),
                    bb -> {
                        List<Unfinished> chosen = chosen(bb);
                        if (list || chosen.isEmpty()) {
                            show(profile, chosen);
                        } else {
                            for (Unfinished each : chosen) goOn(bb, profile, each);
                        }
                    });
        }
    }

    private List<Unfinished> chosen(BlueBlocks bb) {
        List<Unfinished> all = bb.unfinished();
        for (String id : ids) {
            if (all.stream().noneMatch(each -> each.id().equals(id))) {
                throw CommandFailure.missing(
                        "No file of that id was broken off: " + Shown.line(id) + ".",
                        "See which there are: bb resume --list");
            }
        }
        return all.stream().filter(each -> ids.isEmpty() || ids.contains(each.id())).toList();
    }

    private void goOn(BlueBlocks bb, Profile profile, Unfinished each) throws InterruptedException {
        Output to = output.to(terminal);
        String name = String.valueOf(each.path().getFileName());
        if (cancel) {
            bb.resume(each.id(), ProgressListener.NONE).cancel();
            to.answer(
                    Json.object().put("event", "cancelled").put("id", each.id()).build(),
                    Shown.line(name) + " is given up.");
            return;
        }
        sending.deliver(
                terminal,
                to,
                profile,
                name,
                "",
                progress -> bb.resume(each.id(), progress).await());
    }

    private void show(Profile profile, List<Unfinished> unfinished) {
        List<JsonObject> objects =
                unfinished.stream()
                        .map(each ->
                                Json.object()
                                        .put("id", each.id())
                                        .put("recipient", each.recipient().toString())
                                        .put("file", each.path().toString())
                                        .put("size_bytes", each.sizeBytes())
                                        .build())
                        .toList();
        List<String> lines =
                unfinished.stream()
                        .map(each ->
                                "%s  %s  %s to %s"
                                        .formatted(
                                                each.id(),
                                                Sizes.text(each.sizeBytes()),
                                                Shown.line(each.path().toString()),
                                                People.shown(profile.contacts(), each.recipient())))
                        .toList();
        output.to(terminal)
                .answer(
                        Json.object().put("unfinished", objects).build(),
                        lines.isEmpty() ? List.of("Nothing was broken off.") : lines);
    }
}
