package xyz.blueblocks.cli.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xyz.blueblocks.cli.network.Online;
import xyz.blueblocks.cli.profile.People;
import xyz.blueblocks.cli.profile.ProfileOptions;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.Durations;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.Interruption;
import xyz.blueblocks.cli.terminal.Output;
import xyz.blueblocks.cli.terminal.OutputOptions;
import xyz.blueblocks.cli.terminal.Sizes;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.file.PrivateFiles;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.BlueBlocks;
import xyz.blueblocks.sdk.Receiving;
import xyz.blueblocks.sdk.profile.Contacts;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.receive.FolderPolicy;

/// Receives files.
@Command(
        name = "receive",
        mixinStandardHelpOptions = true,
        description = {
            "Receive files into a folder, until Ctrl-C.",
            "From your contacts, unless --from names some of them; what others send is refused unseen. With --json each arrival is one line.",
            "--exec runs a command for each file, which finds it in BB_FILE, and more in BB_NAME, BB_FROM, BB_FROM_NAME, BB_SIZE, BB_TYPE, BB_HASH, BB_ID."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb receive --into inbox",
            "  bb receive --into inbox --from anna,bob --accept yes --quota 20G",
            "  bb receive --into inbox --accept yes --exec 'dcmdump \"$BB_FILE\"'",
            "  bb receive --into inbox --accept yes --once --timeout 10m"
        })
public final class ReceiveFiles implements Callable<Integer> {
    private static final String USUAL_QUOTA = "100G";

    private final Terminal terminal;

    @Option(
            names = "--into",
            required = true,
            paramLabel = "DIR",
            description = "Where files go; made where it is missing.")
    private Path folder = Path.of("");

    @Option(
            names = "--from",
            split = ",",
            paramLabel = "NAME|ID",
            description = "Only from these (default: all your contacts).")
    private List<String> senders = List.of();

    @Option(names = "--from-anyone", description = "From anybody in the network.")
    private boolean anyone;

    @Option(
            names = "--quota",
            paramLabel = "SIZE",
            converter = Sizes.Converter.class,
            defaultValue = USUAL_QUOTA,
            description =
                    "Refuse what would fill the folder beyond this (default: ${DEFAULT-VALUE}).")
    private long quotaBytes;

    @Option(
            names = "--accept",
            paramLabel = "ask|yes|no",
            description = "Ask for each file, take all, or take none (default: ask).")
    private AcceptMode accept = AcceptMode.ask;

    @Option(
            names = "--exec",
            paramLabel = "COMMAND",
            description = "Run this in a shell for each file.")
    private @Nullable String exec;

    @Option(names = "--once", description = "End after the first file.")
    private boolean once;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = Durations.Converter.class,
            description = "End after so long (default: never).")
    private @Nullable Duration timeout;

    @Mixin private ClientOptions client = new ClientOptions();
    @Mixin private ProfileOptions profiles = new ProfileOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    /// For this terminal.
    public ReceiveFiles(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        checkOptions();
        try (Profile profile = profiles.open(terminal)) {
            Predicate<PeerId> admitted = admitted(profile);
            Online.trust(profile);
            makeFolder();
            FolderPolicy rules = new FolderPolicy(folder, admitted, quotaBytes);
            Output to = output.to(terminal);
            InboxPolicy policy =
                    new InboxPolicy(rules, accept, terminal.prompts(), profile.contacts());
            Optional<ArrivalCommand> command =
                    Optional.ofNullable(exec).map(each -> new ArrivalCommand(each, to));
            Thread self = Thread.currentThread();
            return Interruption.tidying(
                    self::interrupt,
                    () -> {
                        try (Inbox inbox = new Inbox(terminal, to, profile.contacts(), command);
                                BlueBlocks bb = BlueBlocks.open(profile, client.options(terminal));
                                Receiving receiving = bb.receive(policy, inbox)) {
                            to.note(waiting(profile, receiving));
                            return awaitEnd(inbox);
                        }
                    });
        }
    }

    private int awaitEnd(Inbox inbox) {
        long patience = timeout == null ? Long.MAX_VALUE : timeout.toMillis();
        try {
            if (once) {
                boolean came = inbox.awaitFirst(patience);
                return (came ? ExitCode.OK : ExitCode.UNREACHABLE).number();
            }
            Thread.sleep(patience);
            return ExitCode.OK.number();
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED.number();
        }
    }

    private String waiting(Profile profile, Receiving receiving) {
        String from =
                anyone
                        ? "anybody"
                        : senders.isEmpty() ? "your contacts" : String.join(", ", senders);
        return "You are "
                + profile.id()
                + ", reachable through "
                + receiving.relays().size()
                + (receiving.relays().size() == 1 ? " relay" : " relays")
                + ". Waiting for files from "
                + from
                + "; Ctrl-C ends it.";
    }

    private void checkOptions() {
        client.options(terminal);
        if (anyone && !senders.isEmpty()) {
            throw CommandFailure.usage(
                    "--from and --from-anyone exclude each other.", "Leave one of them out.");
        }
        if (accept == AcceptMode.ask && !terminal.prompts().canAsk()) {
            throw CommandFailure.usage(
                    "There is nobody to ask whether a file is wanted.",
                    "Decide beforehand: --accept yes, and --from with those you trust.");
        }
    }

    private Predicate<PeerId> admitted(Profile profile) {
        if (anyone) return _ -> true;
        Contacts contacts = profile.contacts();
        if (!senders.isEmpty()) {
            Set<PeerId> named = new HashSet<>();
            senders.forEach(each -> named.add(People.find(contacts, each)));
            return named::contains;
        }
        if (contacts.all().isEmpty()) {
            throw CommandFailure.missing(
                    "You have no contacts, so nobody could send you anything.",
                    "Add one with bb contacts add NAME ID, or take all with --from-anyone.");
        }
        return peer -> contacts.name(peer).isPresent();
    }

    private void makeFolder() throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw CommandFailure.usage(folder + " is no folder.", "Name a folder with --into DIR.");
        }
        PrivateFiles.folder(folder);
    }
}
