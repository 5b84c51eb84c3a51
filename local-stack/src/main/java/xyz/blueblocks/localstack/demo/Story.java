package xyz.blueblocks.localstack.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hash.Blake3;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.localstack.demo.RelayWitness.Testimony;
import xyz.blueblocks.sdk.receive.Received;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.sdk.transfer.Progress;
import xyz.blueblocks.wire.audit.LogVerifier.Verdict;
import xyz.blueblocks.wire.json.JsonObject;

/// Tells a person what the demo found, in order. Every line is made of what was measured or held.
final class Story {
    private static final int SHORT_ID = 6;
    private static final int BAR_CELLS = 30;
    private static final double MIB = 1 << 20;
    private static final int BLOCK_BYTES = 1 << 20;

    private final PrintWriter out;
    private final boolean redraws;

    /// @param redraws whether a line may be drawn again
    Story(PrintWriter out, boolean redraws) {
        this.out = out;
        this.redraws = redraws;
    }

    void people(DemoPerson anna, DemoPerson brook) {
        title("Two people");
        say("  patient   anna    " + anna.id());
        say("  provider  brook   " + brook.id());
    }

    void attached(Collection<PeerId> relays) {
        say("  brook is attached to " + names(relays));
    }

    /// A progress line for one file.
    Bar bar(String name) {
        title("anna sends " + name + " to brook");
        return new Bar();
    }

    /// Progress of one file: share, rate, time left.
    final class Bar implements AutoCloseable {
        private static final long REDRAW_NANOS = 200_000_000L;
        private final long began = System.nanoTime();
        private long drawn;

        void progress(Progress progress) {
            long now = System.nanoTime();
            if (!redraws
                    || (now - drawn < REDRAW_NANOS
                            && progress.bytesDone() < progress.bytesTotal())) {
                return;
            }
            drawn = now;
            double share =
                    progress.bytesTotal() == 0
                            ? 1
                            : (double) progress.bytesDone() / progress.bytesTotal();
            double seconds = (now - began) / 1e9;
            double rate = progress.bytesDone() / MIB / Math.max(seconds, 1e-3);
            double left = share <= 0 ? 0 : seconds * (1 - share) / share;
            int full = (int) (share * BAR_CELLS);
            out.print(
                    String.format(
                            Locale.ROOT,
                            "\r  [%s%s] %3.0f %%  %6.1f MiB/s  %4.0f s left  %-10s",
                            "#".repeat(full),
                            " ".repeat(BAR_CELLS - full),
                            share * 100,
                            rate,
                            left,
                            progress.phase().name().toLowerCase(Locale.ROOT)));
            out.flush();
        }

        @Override
        public void close() {
            if (redraws && drawn != 0) {
                out.println();
                out.flush();
            }
        }
    }

    void delivered(Path sent, Delivery delivery, Received received, boolean same)
            throws IOException {
        double seconds = Math.max(delivery.took().toNanos() / 1e9, 1e-6);
        say(
                "  path      anna -> "
                        + delivery.relays().stream()
                                .map(Story::brief)
                                .collect(Collectors.joining(" -> "))
                        + " -> brook");
        say(
                String.format(
                        Locale.ROOT,
                        "  size      %,d bytes in %.2f s: %.1f MiB/s",
                        delivery.sizeBytes(),
                        seconds,
                        delivery.sizeBytes() / MIB / seconds));
        say(
                "  keys      "
                        + delivery.cipher()
                        + (delivery.postQuantum()
                                ? ", post-quantum hybrid session"
                                : ", classical session")
                        + (delivery.onionPostQuantum() ? " and onion" : ""));
        say("  sent      blake3:" + blake3(sent));
        say(
                "  received  blake3:"
                        + blake3(received.file().orElseThrow())
                        + (same ? "  equal, byte for byte" : "  DIFFERENT"));
        say(
                "  receipt   "
                        + delivery.receipt().text("status").orElse("?")
                        + ", signed by brook: "
                        + brief(delivery.receipt().text("signature").orElse("")));
    }

    /// Prints what each process held; true when relays held no more than they may and the search
    /// itself is sound.
    boolean testimony(List<Testimony> all, List<PeerId> path) {
        if (all.isEmpty()) {
            return true;
        }
        title("What stood in each process's memory during the transfer (heap dumps, searched)");
        say(
                String.format(
                        "  %-14s %-18s %-18s %s",
                        "", "sender's key, id", "receiver's key, id", "a piece of the file"));
        boolean good = true;
        for (Testimony each : all) {
            boolean sender =
                    each.holds(RelayWitness.SENDER) || each.holds(RelayWitness.SENDER + "'s key");
            boolean receiver =
                    each.holds(RelayWitness.RECEIVER)
                            || each.holds(RelayWitness.RECEIVER + "'s key");
            boolean content = each.holds(RelayWitness.CONTENT);
            say(
                    String.format(
                            "  %-14s %-18s %-18s %s",
                            each.process(), seen(sender), seen(receiver), seen(content)));
            boolean relay = each.process().startsWith("relay");
            good &= relay ? !content && !(sender && receiver) : content && sender && receiver;
        }
        say(
                good
                        ? "  No relay held the content, and none held both ends. In the client everything is found, so the search works."
                        : "  THIS IS NOT AS IT MUST BE.");
        return good;
    }

    void audited(List<JsonObject> events) {
        title("Audit events, as a consumer read them from Kafka");
        for (JsonObject event : events) {
            JsonObject entry = event.object("data").orElse(event);
            say(
                    String.format(
                            "  %s  %-17s record %s by %s  %s",
                            entry.text("timestamp").orElse("?"),
                            entry.text("action").orElse("?"),
                            brief(entry.text("record_id").orElse("?")),
                            brief(entry.text("accessor_address").orElse("?")),
                            entry.bool("success").orElse(false) ? "allowed" : "denied"));
        }
    }

    void logStopped() {
        title(
                "Proofs, checked from files with the log's key pinned at enrolment; audit-service is stopped");
    }

    void proof(String person, Path file, Verdict verdict) {
        switch (verdict) {
            case Verdict.Verified verified ->
                    say(
                            String.format(
                                    "  %-6s verified: leaf %d of a tree of %d, signed by the log  (%s)",
                                    person,
                                    verified.leafIndex(),
                                    verified.checkpoint().size(),
                                    file.getFileName()));
            case Verdict.Refused refused ->
                    say("  " + person + "  NOT PROVED: " + refused.cause() + ", " + refused.why());
        }
    }

    void title(String text) {
        out.println();
        out.println(text);
        out.flush();
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    private static String seen(boolean found) {
        return found ? "found" : "-";
    }

    private static String names(Collection<PeerId> peers) {
        return peers.stream().map(Story::brief).sorted().collect(Collectors.joining(" and "));
    }

    private static String brief(Object id) {
        String text = id.toString();
        return text.length() <= 2 * SHORT_ID + 2
                ? text
                : text.substring(0, 2 * SHORT_ID - 2)
                        + ".."
                        + text.substring(text.length() - SHORT_ID);
    }

    private static String blake3(Path file) throws IOException {
        Blake3 hash = Blake3.hasher();
        byte[] block = new byte[BLOCK_BYTES];
        try (var in = Files.newInputStream(file)) {
            for (int n = in.readNBytes(block, 0, block.length);
                    n > 0;
                    n = in.readNBytes(block, 0, block.length)) {
                hash.update(block, 0, n);
            }
        }
        return Text.hex(hash.digest());
    }
}
