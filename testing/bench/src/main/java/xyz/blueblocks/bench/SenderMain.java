package xyz.blueblocks.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.BlueBlocks;
import xyz.blueblocks.sdk.Options;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.SendRequest;
import xyz.blueblocks.wire.message.Capability;

/// The sender: `to` names the receiver and waits until it answers, `send` sends a file, `latency`
/// and `setup` ask questions.
final class SenderMain {
    private static final int QUESTION_BYTES = 1024;
    private static final String TYPE = "application/octet-stream";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(90);

    private final BenchPeer me;
    private final PeerId to;

    private SenderMain(BenchPeer me, PeerId to) {
        this.me = me;
        this.to = to;
    }

    /// Joins, and returns when told to quit.
    ///
    /// @param args folder of its own, file with its invite, peer id of the receiver
    public static void main(String[] args) throws Exception {
        EndPipe.serve(() -> {
            PeerId to = PeerId.parse(args[2]).orElseThrow();
            BenchPeer me =
                    BenchPeer.join(
                            Path.of(args[0]),
                            Path.of(args[1]),
                            Capability.PATIENT,
                            Options.DEFAULT);
            SenderMain sender = new SenderMain(me, to);
            sender.reach();
            return sender::answer;
        });
        System.exit(0);
    }

    private List<String> answer(List<String> request) throws InterruptedException {
        return switch (request.getFirst()) {
            case "send" -> send(Path.of(request.get(1)));
            case "latency" ->
                    latency(Integer.parseInt(request.get(1)), Integer.parseInt(request.get(2)));
            case "setup" -> setup(Integer.parseInt(request.get(1)));
            default -> throw new IllegalArgumentException(request.getFirst());
        };
    }

    /// The planner learns of the receiver's attachment a moment after the receiver itself.
    private void reach() throws InterruptedException {
        long end = System.nanoTime() + FIRST_ANSWER.toNanos();
        while (true) {
            try {
                ask(me.client());
                return;
            } catch (BlueBlocksException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                Thread.sleep(200);
            }
        }
    }

    private List<String> send(Path file) throws InterruptedException {
        Delivery delivery =
                me.client().send(SendRequest.ofFile(to, file, TYPE), ProgressListener.NONE).await();
        return List.of(
                "nanos=" + delivery.took().toNanos(),
                "relays=" + delivery.relays().size(),
                "circuits=" + delivery.circuits(),
                "cipher=" + delivery.cipher(),
                "post_quantum=" + (delivery.postQuantum() && delivery.onionPostQuantum()));
    }

    private List<String> latency(int warmUp, int count) throws InterruptedException {
        for (int i = 0; i < warmUp; i++) {
            ask(me.client());
        }
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            nanos[i] = ask(me.client());
        }
        Arrays.sort(nanos);
        return List.of(
                "p50_us=" + nanos[count / 2] / 1_000,
                "p99_us=" + nanos[(int) (count * 99L / 100)] / 1_000,
                "max_us=" + nanos[count - 1] / 1_000);
    }

    /// The median over fresh clients of one person: of all that a message needs, they have a
    /// session with discovery and nothing else.
    private List<String> setup(int count) throws InterruptedException {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            try (BlueBlocks fresh = me.another()) {
                fresh.directory().keepSession();
                nanos[i] = ask(fresh);
            }
        }
        Arrays.sort(nanos);
        return List.of(
                String.format(Locale.ROOT, "setup_ms=%.1f", nanos[count / 2] / 1e6),
                String.format(Locale.ROOT, "max_ms=%.1f", nanos[count - 1] / 1e6));
    }

    private long ask(BlueBlocks from) throws InterruptedException {
        byte[] question = new byte[QUESTION_BYTES];
        long began = System.nanoTime();
        byte[] answer = from.ask(SendRequest.ofBytes(to, question, TYPE), PATIENCE).payload();
        long took = System.nanoTime() - began;
        if (!Arrays.equals(answer, question)) {
            throw new IllegalStateException("answer: " + answer.length + " bytes (want an echo)");
        }
        return took;
    }
}
