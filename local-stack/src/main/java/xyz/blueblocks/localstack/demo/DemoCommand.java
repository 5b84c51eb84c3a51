package xyz.blueblocks.localstack.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.localstack.ServiceState;
import xyz.blueblocks.localstack.ServiceStatus;
import xyz.blueblocks.localstack.StackDaemon;
import xyz.blueblocks.localstack.StackException;
import xyz.blueblocks.localstack.StackListener;
import xyz.blueblocks.localstack.StackSettings;
import xyz.blueblocks.localstack.state.PrivateFiles;
import xyz.blueblocks.localstack.state.StateOption;

/// `bb demo`: the whole system and the main job, on one command.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Start a whole network on this machine, send files through two relays, prove it.",
            "Without FILE it makes a DICOM study of 50 MiB and a FHIR bundle of its own."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bb demo                    the whole story",
            "  bb demo scan.dcm           with a file of yours",
            "  bb demo --keep             leave the network running, and say where"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final Duration CACHES = Duration.ofMinutes(3);

    @Parameters(paramLabel = "FILE", description = "Files to send, each up to 5 GiB.")
    private List<Path> files = List.of();

    @Option(names = "--keep", description = "Leave everything running, and print where.")
    private boolean keep;

    @Mixin private StateOption state = new StateOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Story story = new Story(out, Boolean.getBoolean("bb.terminal"));
        requireFiles();
        return (run(state.folder().root(), story) ? ExitCode.OK : ExitCode.FAILED).number();
    }

    private void requireFiles() {
        for (Path each : files) {
            if (Files.isRegularFile(each) && Files.isReadable(each)) continue;
            throw CommandFailure.missing(
                    each + " is no file that can be read.",
                    "Name files, or none: then the demo makes some.");
        }
    }

    private boolean run(Path root, Story story) throws IOException, InterruptedException {
        Optional<LocalStack> running = LocalStack.attach(root);
        if (running.isPresent()) {
            story.title("Using the network that runs in " + root);
            running.get().startAll();
            boolean good = tell(running.get(), story);
            running.get().startAll();
            return good;
        }
        story.title("Starting a network of eleven processes in " + root);
        return keep ? runAndKeep(root, story) : runAndStop(root, story);
    }

    /// Later starts are faster by what a rehearsal makes while the story is told, and after it.
    private static StackSettings settings(Path root) {
        return StackSettings.in(root).withStartLimit(LIMIT).withRehearsal();
    }

    /// In this process, so that Ctrl-C ends everything with it.
    private boolean runAndStop(Path root, Story story) throws IOException, InterruptedException {
        long began = System.nanoTime();
        StackSettings settings = settings(root);
        try (LocalStack stack = LocalStack.start(settings, ready(story, began))) {
            story.say(
                    String.format(
                            Locale.ROOT,
                            "  all ready after %.1f s",
                            (System.nanoTime() - began) / 1e9));
            boolean good = tell(stack, story);
            if (stack.makesCaches()) {
                story.title(
                        "Preparing faster starts: two minutes or so, once for each build. Ctrl-C skips it.");
                stack.awaitCaches(CACHES);
            }
            return good;
        } finally {
            story.title(
                    "Everything is stopped. State and inbox stay in "
                            + root
                            + "; bb down --wipe deletes them.");
        }
    }

    /// Under a supervisor of its own, which outlives this process.
    private boolean runAndKeep(Path root, Story story) throws IOException, InterruptedException {
        StackDaemon.launch(settings(root), line -> story.say("  " + line));
        LocalStack stack =
                LocalStack.attach(root)
                        .orElseThrow(() -> new StackException("The stack is gone again."));
        boolean good = tell(stack, story);
        stack.startAll();
        story.title("The network stays up; bb status shows it, bb down stops it:");
        for (ServiceStatus each : stack.status()) {
            story.say("  " + each.service() + "  " + each.where());
        }
        for (URI discovery : stack.urls(ServiceKind.DISCOVERY)) {
            story.say("  OpenAPI  " + discovery + "/q/openapi");
        }
        story.say("  CA       " + stack.authorityFile());
        return good;
    }

    private boolean tell(LocalStack stack, Story story) throws IOException, InterruptedException {
        Path folder = PrivateFiles.folder(stack.state().resolve("demo"));
        boolean good = new Demo(stack, folder, story).run(input(folder, story));
        story.title(
                good
                        ? "Done: everything arrived whole, and every access is proved."
                        : "SOMETHING IS NOT AS IT MUST BE; see above.");
        return good;
    }

    private List<Path> input(Path folder, Story story) throws IOException {
        if (!files.isEmpty()) {
            return files;
        }
        Path own = PrivateFiles.folder(folder.resolve("outbox"));
        Path study = own.resolve("head-phantom.dcm");
        Path bundle = own.resolve("bundle.json");
        if (!Files.exists(study)) {
            story.title("Computing a DICOM study of a head phantom, 100 frames");
            Path beside = own.resolve("head-phantom.part");
            DicomStudy.write(beside);
            Files.move(beside, study);
        }
        FhirBundle.write(bundle);
        return new ArrayList<>(List.of(study, bundle));
    }

    private static StackListener ready(Story story, long began) {
        return (service, newState, since) -> {
            if (newState == ServiceState.READY) {
                story.say(
                        String.format(
                                Locale.ROOT,
                                "  %5.1f s  %s",
                                (System.nanoTime() - began) / 1e9,
                                service));
            }
        };
    }
}
