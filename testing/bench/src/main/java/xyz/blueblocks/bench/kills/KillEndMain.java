package xyz.blueblocks.bench.kills;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.BlueBlocks;
import xyz.blueblocks.sdk.Options;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.receive.IncomingOffer;
import xyz.blueblocks.sdk.receive.ReceiveListener;
import xyz.blueblocks.sdk.receive.ReceivePolicy;
import xyz.blueblocks.sdk.receive.Received;
import xyz.blueblocks.sdk.receive.Reply;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.sdk.transfer.Progress;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.SendRequest;
import xyz.blueblocks.sdk.transfer.Transfer;
import xyz.blueblocks.sdk.transfer.Unfinished;

/// One end of the transfers, in a process that is there to be killed: a plain user of the library.
///
/// It is told what to do by lines on its standard input and tells what happens, a line each, on its
/// standard output; words are parted by tabs. What it said before it was killed stays in the pipe.
///
/// ```
/// receiver  ← (nothing)            → ready | arrived ID
/// sender    ← send FILE PEER       → ready N                      transfers that an earlier life left
///           ← resume               → p PHASE DONE SENT RELAY,… NANOS    at each change, by its clock
///                                  → delivered ID SENT CIRCUITS RECEIPT
///                                  → failed CODE N TEXT
/// ```
public final class KillEndMain {
    private static final String TYPE = "application/octet-stream";
    private static final long LOOK_EVERY_NANOS = 500_000;

    private final PrintStream out;

    private KillEndMain(PrintStream out) {
        this.out = out;
    }

    /// Runs until it is killed or its standard input ends.
    ///
    /// @param args folder of the profile, file with its passphrase, then the inbox of a receiver;
    ///   for a rehearsal then also the folder of a sender's profile, the receiver's id, and a file
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // a library that speaks must not be taken for an answer
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        KillEndMain end = new KillEndMain(out);
        try (SecretBytes passphrase = SecretBytes.take(Files.readAllBytes(Path.of(args[1])));
                Profile profile = Profile.open(Path.of(args[0]), passphrase);
                BlueBlocks client = BlueBlocks.open(profile, Options.DEFAULT)) {
            if (args.length > 3) {
                end.rehearse(client, args);
                System.exit(0);
            } else if (args.length > 2) {
                end.receive(client, Path.of(args[2]), in);
            } else {
                end.send(client, in);
            }
        } finally {
            Runtime.getRuntime().halt(1); // nobody is left to end in order for
        }
    }

    private synchronized void say(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(line.isEmpty() ? "" : "\t").append(word);
        }
        out.append(line.append('\n'));
        out.flush();
    }

    private void receive(BlueBlocks client, Path inbox, BufferedReader in) throws IOException {
        Desk desk = new Desk(inbox);
        try (var receiving = client.receive(desk, desk)) {
            say("ready", receiving.relays().size());
            while (in.readLine() != null) {
                say("ready", receiving.relays().size());
            }
        }
    }

    /// Sends one file to itself, which takes all that either end ever does.
    private void rehearse(BlueBlocks receiver, String[] args) throws Exception {
        Desk desk = new Desk(Path.of(args[2]));
        try (var _ = receiver.receive(desk, desk);
                SecretBytes passphrase = SecretBytes.take(Files.readAllBytes(Path.of(args[1])));
                Profile profile = Profile.open(Path.of(args[3]), passphrase);
                BlueBlocks sender = BlueBlocks.open(profile, Options.DEFAULT)) {
            watch(sender.send(request(List.of("send", args[5], args[4])), ProgressListener.NONE));
        }
    }

    private final class Desk implements ReceivePolicy, ReceiveListener {
        private final Path inbox;

        Desk(Path inbox) {
            this.inbox = inbox;
        }

        @Override
        public boolean admits(PeerId sender) {
            return true;
        }

        @Override
        public Decision judge(IncomingOffer offer) {
            return new Decision.Store(inbox, offer.name().orElse("nameless"));
        }

        @Override
        public Optional<Reply> arrived(Received what) {
            say("arrived", what.offer().id());
            return Optional.empty();
        }
    }

    private void send(BlueBlocks client, BufferedReader in) throws Exception {
        say("ready", client.unfinished().size());
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            List<String> words = List.of(line.split("\t", -1));
            try {
                switch (words.getFirst()) {
                    case "send" -> watch(client.send(request(words), ProgressListener.NONE));
                    case "resume" -> {
                        Unfinished left = client.unfinished().getFirst();
                        watch(client.resume(left.id(), ProgressListener.NONE));
                    }
                    default -> throw new IllegalArgumentException(line);
                }
            } catch (BlueBlocksException e) {
                say("failed", e.code().code(), client.unfinished().size(), e.whatHappened());
            }
        }
    }

    private static SendRequest request(List<String> words) {
        return SendRequest.ofFile(
                PeerId.parse(words.get(2)).orElseThrow(), Path.of(words.get(1)), TYPE);
    }

    /// Looks all the time: a listener is told twice a second, and kills want to be exact.
    private void watch(Transfer transfer) throws InterruptedException {
        CompletableFuture<Delivery> end = transfer.delivered().toCompletableFuture();
        Progress told = new Progress(Progress.Phase.PREPARING, -1, 0, 0);
        List<PeerId> toldRelays = List.of();
        while (!end.isDone()) {
            Progress now = transfer.progress();
            List<PeerId> relays = transfer.relays();
            if (!now.equals(told) || !relays.equals(toldRelays)) {
                told = now;
                toldRelays = relays;
                say(
                        "p",
                        now.phase(),
                        now.bytesDone(),
                        now.bytesSent(),
                        joined(relays),
                        System.nanoTime());
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        Delivery delivery = transfer.await();
        say(
                "delivered",
                delivery.id(),
                delivery.bytesSent(),
                delivery.circuits(),
                Text.base64url(delivery.receipt().canonical()));
    }

    private static String joined(List<PeerId> relays) {
        return String.join(",", relays.stream().map(PeerId::toString).toList());
    }
}
