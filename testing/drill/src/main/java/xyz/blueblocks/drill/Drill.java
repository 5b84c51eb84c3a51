package xyz.blueblocks.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.sdk.Receiving;
import xyz.blueblocks.sdk.audit.AuditTrail;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.SendRequest;
import xyz.blueblocks.wire.audit.LogVerifier.Verdict;
import xyz.blueblocks.wire.message.Capability;

/// A network under traffic that loses one part after another.
///
/// Three senders and two receivers: messages of 48 KiB, files of 1 MiB and one byte, files of 20
/// MiB, without a break. A transfer counts as failed when the one call that began it fails.
public final class Drill implements AutoCloseable {
    private static final int MESSAGE_BYTES = 48 << 10;
    private static final int SMALL_FILE_BYTES = (1 << 20) + 1;
    private static final int LARGE_FILE_BYTES = 20 << 20;
    private static final Duration PACE = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final LocalStack stack;
    private final Path folder;
    private final Logbook logbook = new Logbook();
    private final List<Courier> couriers = new ArrayList<>();
    private final List<DrillPeer> peers = new ArrayList<>();
    private final List<Receiving> receiving = new ArrayList<>();
    private final List<Letterbox> letterboxes = new ArrayList<>();
    private final Ledger ledger;
    private Ledger.Balance before = new Ledger.Balance(0, 0, 0, 0);
    private boolean sending = true;

    /// What is done while a fault lasts.
    @FunctionalInterface
    public interface Meanwhile {
        /// Does it.
        void run() throws Exception;
    }

    private Drill(LocalStack stack, Path folder) {
        this.stack = stack;
        this.folder = folder;
        this.ledger = new Ledger(stack);
    }

    /// Enrols the ends and lets them begin; returns when each has delivered something.
    ///
    /// @param folder empty; for profiles and files, and the caller's to delete
    public static Drill begin(LocalStack stack, Path folder) throws Exception {
        Drill drill = new Drill(stack, folder);
        try {
            drill.enrol();
            return drill;
        } catch (Exception e) {
            drill.close();
            throw e;
        }
    }

    private void enrol() throws Exception {
        DrillPeer brook = receiver("brook");
        DrillPeer cruz = receiver("cruz");
        byte[] message = new byte[MESSAGE_BYTES];
        Path small = file("small.bin", SMALL_FILE_BYTES);
        Path large = file("large.bin", LARGE_FILE_BYTES);
        long begin = System.nanoTime();
        String type = "application/octet-stream";
        courier("messages", () -> SendRequest.ofBytes(brook.id(), message, type));
        courier("files", () -> SendRequest.ofFile(brook.id(), small, type));
        courier("studies", () -> SendRequest.ofFile(cruz.id(), large, type));
        awaitAll(begin, 1);
        before = ledger.settle(PATIENCE);
    }

    private Path file(String name, int bytes) throws IOException {
        return Files.write(folder.resolve(name), new byte[bytes]);
    }

    private DrillPeer receiver(String name) throws IOException {
        DrillPeer peer = DrillPeer.join(stack, folder.resolve(name), Capability.PROVIDER);
        peers.add(peer);
        Letterbox letterbox = new Letterbox(Files.createDirectory(folder.resolve(name + "-inbox")));
        letterboxes.add(letterbox);
        receiving.add(peer.client().receive(letterbox, letterbox));
        return peer;
    }

    /// The first transfer is none of the drill: planners hear of a receiver a moment after it is
    /// attached.
    private void courier(String name, Callable<SendRequest> next) throws Exception {
        DrillPeer sender = DrillPeer.join(stack, folder.resolve(name), Capability.PATIENT);
        peers.add(sender);
        sender.client().sendWaiting(next.call(), ProgressListener.NONE, PATIENCE);
        couriers.add(Courier.begin(name, sender, next, PACE, logbook));
    }

    /// Lets a fault strike, last and end, and says what it cost.
    public Row under(Fault fault) throws Exception {
        return under(fault, () -> {});
    }

    /// The same, with something that is done while it lasts.
    public Row under(Fault fault, Meanwhile meanwhile) throws Exception {
        long from = System.nanoTime();
        fault.strike(stack);
        try {
            meanwhile.run();
            long left = fault.lasts().toNanos() - (System.nanoTime() - from);
            if (left > 0) {
                Thread.sleep(Duration.ofNanos(left));
            }
        } finally {
            fault.mend(stack);
        }
        boolean again = awaitAll(System.nanoTime(), 1);
        return row(fault.title(), from, again);
    }

    private Row row(String title, long from, boolean again) throws InterruptedException {
        long to = System.nanoTime();
        List<Logbook.Entry> within = logbook.between(from, to);
        List<String> failures =
                new ArrayList<>(
                        within.stream()
                                .filter(each -> !each.delivered())
                                .map(each -> each.courier() + ": " + each.failure())
                                .toList());
        if (!again) {
            failures.add("not everybody sends again after " + PATIENCE);
        }
        Ledger.Balance balance = ledger.settle(PATIENCE);
        Row row =
                new Row(
                        title,
                        Duration.ofNanos(to - from),
                        within.stream().filter(Logbook.Entry::delivered).count(),
                        failures,
                        Logbook.longestPause(within, from, to),
                        within.stream()
                                .filter(Logbook.Entry::delivered)
                                .map(Logbook.Entry::took)
                                .max(Duration::compareTo)
                                .orElse(Duration.ZERO),
                        balance.in() - before.in(),
                        balance.out() - before.out(),
                        balance.even());
        before = balance;
        return row;
    }

    private boolean awaitAll(long since, int transfers) throws InterruptedException {
        return logbook.await(
                couriers.stream().map(Courier::name).toList(), transfers, since, PATIENCE);
    }

    /// Ends the traffic and closes the books: every transfer, every event of every end, one proof
    /// of each sender.
    ///
    /// @return what is wrong; empty when nothing is
    public List<String> finish() throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        stopSending();
        for (Courier courier : couriers) {
            if (!isProved(courier)) {
                wrong.add(courier.name() + ": no proof of its last transfer");
            }
        }
        checkTransfers(wrong);
        Set<EventName> written = new HashSet<>();
        for (DrillPeer peer : peers) {
            peer.awaitReported(PATIENCE);
            peer.end();
            peer.events().forEach(id -> written.add(EventName.ofPeer(peer.id().toString(), id)));
            if (!peer.waitingEvents().isEmpty()) {
                wrong.add(peer.id() + ": events wait: " + peer.waitingEvents().size());
            }
        }
        Ledger.Balance balance = ledger.settle(PATIENCE);
        if (!balance.even()) {
            wrong.add("the books are not even: " + balance);
        }
        ledger.gap().ifPresent(index -> wrong.add("the log skipped index " + index));
        List<EventName> unreported = ledger.unreported(written);
        if (!unreported.isEmpty()) {
            wrong.add("ends wrote down what nobody reported: " + unreported);
        }
        long routes = ledger.count("route.request", true);
        if (routes < delivered("files") + delivered("studies")) {
            wrong.add("decisions are missing: " + routes + " routes for more files");
        }
        return wrong;
    }

    /// Every receipt stands for one arrival, and nothing arrived twice.
    private void checkTransfers(List<String> wrong) {
        Set<String> twice = new HashSet<>();
        Set<String> arrived = new HashSet<>();
        for (Letterbox each : letterboxes) {
            arrived.addAll(each.arrivals().keySet());
            each.arrivals()
                    .forEach((id, times) -> {
                        if (times > 1) {
                            twice.add(id);
                        }
                    });
        }
        List<Logbook.Entry> all = logbook.all();
        all.stream()
                .filter(each -> !each.delivered())
                .forEach(each -> wrong.add(each.courier() + " failed: " + each.failure()));
        all.stream()
                .filter(each -> each.delivered() && !arrived.contains(each.id()))
                .forEach(each -> wrong.add("receipt without arrival: " + each.id()));
        twice.forEach(id -> wrong.add("arrived twice: " + id));
    }

    private long delivered(String courier) {
        return logbook.all().stream()
                .filter(each -> each.delivered() && each.courier().equals(courier))
                .count();
    }

    private boolean isProved(Courier courier) throws IOException {
        AuditTrail audit = courier.sender().client().audit();
        String id = logbook.last(courier.name()).orElseThrow().id();
        byte[] bundle = Files.readAllBytes(audit.fetch(id, PATIENCE));
        return AuditTrail.verify(bundle, courier.sender().pinnedLogKey())
                instanceof Verdict.Verified;
    }

    /// How many audit events of each kind there were so far.
    public Map<String, Long> actions() {
        return ledger.actions();
    }

    /// All transfers so far that ended well.
    public long delivered() {
        return logbook.all().stream().filter(Logbook.Entry::delivered).count();
    }

    private void stopSending() throws InterruptedException {
        if (sending) {
            sending = false;
            for (Courier each : couriers) {
                each.close();
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopSending();
        receiving.forEach(Receiving::close);
        peers.forEach(DrillPeer::close);
        ledger.close();
    }
}
