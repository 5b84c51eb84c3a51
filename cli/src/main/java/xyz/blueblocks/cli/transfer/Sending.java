package xyz.blueblocks.cli.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.Interruption;
import xyz.blueblocks.cli.terminal.Output;
import xyz.blueblocks.cli.terminal.PrivateFile;
import xyz.blueblocks.cli.terminal.ProgressBar;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.crypto.file.PrivateFiles;
import xyz.blueblocks.sdk.BlueBlocks;
import xyz.blueblocks.sdk.Options;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.sdk.transfer.ProgressListener;

/// Carries out transfers one after the other and tells of each: progress while it lasts, then the
/// delivery and its receipt. Ctrl-C breaks a file off so that it can be gone on with.
final class Sending {
    @Option(
            names = "--receipts",
            paramLabel = "DIR",
            description = "Keep each signed receipt there, as ID.receipt.json.")
    private @Nullable Path receipts;

    /// Something that ends with a delivery.
    @FunctionalInterface
    interface Attempt {
        Delivery run(ProgressListener progress) throws InterruptedException;
    }

    /// What is done with an open client.
    @FunctionalInterface
    interface Work {
        void with(BlueBlocks client) throws InterruptedException, IOException;
    }

    /// Opens a client for `work` and closes it whatever comes.
    int run(Terminal terminal, Output output, Profile profile, Options options, Work work)
            throws Exception {
        if (receipts != null) PrivateFiles.folder(receipts);
        Thread self = Thread.currentThread();
        return Interruption.tidying(
                self::interrupt,
                () -> {
                    try (BlueBlocks client = BlueBlocks.open(profile, options)) {
                        work.with(client);
                        return ExitCode.OK.number();
                    } catch (InterruptedException e) {
                        output.warn("broken off; go on with: bb resume");
                        throw new CommandFailure(
                                ExitCode.INTERRUPTED, "Broken off.", "", "Go on with: bb resume");
                    }
                });
    }

    /// One transfer, from the first line of progress to the receipt.
    ///
    /// @param name of the file
    /// @param count which of how many, or nothing
    void deliver(
            Terminal terminal,
            Output output,
            Profile profile,
            String name,
            String count,
            Attempt attempt)
            throws InterruptedException {
        Delivery delivery;
        if (output.showsProgress()) {
            try (ProgressBar bar = ProgressBar.of(terminal, count + name)) {
                delivery = attempt.run(bar);
            }
        } else {
            delivery = attempt.run(ProgressListener.NONE);
        }
        DeliveryFacts facts = new DeliveryFacts(name, delivery, keepReceipt(delivery));
        output.answer(facts.json(), facts.lines(profile.contacts()));
    }

    private Optional<Path> keepReceipt(Delivery delivery) {
        if (receipts == null) return Optional.empty();
        Path file = receipts.resolve(delivery.id() + ".receipt.json");
        PrivateFile.create(
                file, (delivery.receipt().text() + "\n").getBytes(StandardCharsets.UTF_8));
        return Optional.of(file);
    }
}
