package xyz.blueblocks.cli.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xyz.blueblocks.cli.network.Online;
import xyz.blueblocks.cli.profile.People;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.Durations;
import xyz.blueblocks.cli.terminal.Output;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.BlueBlocks;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.SendRequest;
import xyz.blueblocks.wire.message.ContentTypes;

/// Sends files.
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = {
            "Send files, folders or standard input to one person, sealed for nobody else.",
            "It ends well only when the receiver has signed for the whole. A folder stands for each file below it, named with its path; the receiver sees _ for /.",
            "With --json each delivery is one line."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb send scan.dcm --to bob",
            "  bb send scan.dcm --to bob --jurisdiction DE,AT    over relays under these laws, or not",
            "  bb send study/ report.pdf --to 'Dr. Weber' --wait 2h --reason 'second opinion'",
            "  bb send ct.dcm --to bob --priority emergency --reason 'stroke, is it a bleed?'",
            "  pg_dump records | bb send - --name records.sql --to archive"
        })
public final class SendFiles implements Callable<Integer> {
    private static final int MAX_REASON = 256;

    private final Terminal terminal;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|FOLDER|-",
            description = "What to send; - is standard input.")
    private List<Path> named = List.of();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "NAME|ID",
            description = "A contact's name, or an id.")
    private String recipient = "";

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = Durations.Converter.class,
            description = "Keep trying for so long while the receiver is away (default: do not).")
    private @Nullable Duration patience;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description =
                    "Why, for your entry in the audit log: one line of at most 256 characters.")
    private @Nullable String reason;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Media type (default: as each name suggests).")
    private @Nullable String type;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What the receiver is told; for one file or standard input.")
    private @Nullable String name;

    @Mixin private Sending sending = new Sending();
    @Mixin private PriorityOption priority = new PriorityOption();
    @Mixin private PlaceOptions places = new PlaceOptions();
    @Mixin private ClientOptions client = new ClientOptions();
    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    /// For this terminal.
    public SendFiles(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        checkOptions();
        OutgoingFiles finder = new OutgoingFiles(Optional.ofNullable(type));
        boolean piped = isPiped();
        List<Outgoing> files = piped ? List.of() : renamed(finder.find(named));
        try (Profile profile = profiles.open(terminal)) {
            PeerId peer = People.find(profile.contacts(), recipient);
            Online.trust(profile);
            if (!piped) return send(profile, peer, files);
            String said = name == null ? "standard-input" : name;
            try (StandardInput spooled =
                    StandardInput.spool(
                            terminal.in(),
                            profile.stateFolder().resolve("spool"),
                            terminal.freshId())) {
                return send(profile, peer, List.of(finder.file(spooled.file(), said)));
            }
        }
    }

    private int send(Profile profile, PeerId peer, List<Outgoing> files) throws Exception {
        Output to = output.to(terminal);
        return sending.run(
                terminal,
                to,
                profile,
                client.options(terminal),
                bb -> {
                    int number = 0;
                    for (Outgoing file : files) {
                        number++;
                        String count =
                                files.size() == 1 ? "" : "[" + number + "/" + files.size() + "] ";
                        SendRequest request =
                                file.to(peer, why())
                                        .within(places.places())
                                        .priority(priority.level(why()));
                        sending.deliver(
                                terminal,
                                to,
                                profile,
                                file.name(),
                                count,
                                progress -> attempt(bb, request, progress));
                    }
                });
    }

    private Delivery attempt(BlueBlocks bb, SendRequest request, ProgressListener progress)
            throws InterruptedException {
        return patience == null
                ? bb.send(request, progress).await()
                : bb.sendWaiting(request, progress, patience);
    }

    private boolean isPiped() {
        boolean piped =
                named.stream().anyMatch(p -> p.toString().equals(OutgoingFiles.STANDARD_INPUT));
        if (piped && named.size() > 1) {
            throw CommandFailure.usage(
                    "Standard input cannot be sent together with files.",
                    "Send them one after the other.");
        }
        return piped;
    }

    private List<Outgoing> renamed(List<Outgoing> files) {
        if (name == null) return files;
        if (files.size() > 1) {
            throw CommandFailure.usage(
                    "--name is for one file, and these are " + files.size() + ".", "Leave it out.");
        }
        Outgoing only = files.getFirst();
        List<Outgoing> renamed = new ArrayList<>();
        renamed.add(
                new Outgoing(
                        only.path(),
                        name,
                        type == null ? MediaTypes.of(name) : only.contentType(),
                        only.sizeBytes()));
        return renamed;
    }

    private void checkOptions() throws IOException {
        client.options(terminal);
        places.places();
        if (type != null && !ContentTypes.wellFormed(type)) {
            throw CommandFailure.usage(
                    "'" + type + "' is no media type.", "It looks like application/dicom.");
        }
        requireLine("--reason", reason);
        requireLine("--name", name);
        priority.level(why());
    }

    private Optional<String> why() {
        return Optional.ofNullable(reason);
    }

    private static void requireLine(String option, @Nullable String text) {
        if (text == null) return;
        boolean line =
                !text.isBlank()
                        && text.length() <= MAX_REASON
                        && text.codePoints().noneMatch(Character::isISOControl);
        if (!line) {
            throw CommandFailure.usage(
                    option + " is not one line of 1 to 256 characters.", "Shorten it.");
        }
    }
}
