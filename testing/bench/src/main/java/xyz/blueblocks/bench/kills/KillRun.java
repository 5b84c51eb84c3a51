package xyz.blueblocks.bench.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.wire.json.Json;

/// Sends files from one process to another over a stack's relays and kills all of them, again and
/// again, until enough were killed. One thread drives; what it decides follows from the seed.
public final class KillRun implements AutoCloseable {
    private static final int MIB = 1 << 20;

    /// Neighbouring numbers must not begin alike: 2^64 divided by the golden ratio.
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(150);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long TRY_AGAIN_MILLIS = 200;
    private static final Set<String> WORTH_ANOTHER = Set.of("E007", "E008", "E009", "E016");

    private final KillSettings settings;
    private final Consumer<String> notes;
    private final KillFigures figures = new KillFigures();
    private final BlockingQueue<KillEnd.Said> queue = new LinkedBlockingQueue<>();
    private final Agenda agenda = new Agenda();
    private final KillPeople people;
    private final RelayYard yard;
    private final KillEnd sender;
    private final KillEnd receiver;
    private final byte[] pool;

    /// Enrols the two ends.
    ///
    /// @param stack with all four relays, ready
    /// @param folder for everything that is written; its owner deletes it
    /// @param notes told how it goes
    public KillRun(LocalStack stack, Path folder, KillSettings settings, Consumer<String> notes)
            throws IOException {
        this.settings = settings;
        this.notes = notes;
        this.people = KillPeople.enrol(stack, folder);
        this.yard = people.relays(stack);
        this.sender =
                new KillEnd("sender", folder, KillPeople.FLAGS, people.senderArguments(), queue);
        this.receiver =
                new KillEnd(
                        "receiver", folder, KillPeople.FLAGS, people.receiverArguments(), queue);
        this.pool = new byte[settings.mostMib() * MIB];
        new Random(settings.seed()).nextBytes(pool);
    }

    /// Kills until it is enough.
    ///
    /// @throws KillFailure when something is not as it must be
    public KillFigures run() throws IOException, InterruptedException {
        notes.accept("seed=" + settings.seed());
        long began = System.nanoTime();
        receiver.start();
        sender.start();
        for (int number = 1; figures.kills() < settings.kills(); number++) {
            one(number);
            figures.relays(yard.count(RelayYard.Loss.KILL), yard.count(RelayYard.Loss.HANG));
        }
        yard.awaitAll();
        figures.took(System.nanoTime() - began);
        return figures;
    }

    private void one(int number) throws IOException, InterruptedException {
        Random random = new Random(settings.seed() ^ number * SPREAD);
        KillFile file = make(number, random);
        Blows blows = new Blows(sender, receiver, yard, figures, agenda, random, file);
        begin(file);
        blows.arm();
        long moved = System.nanoTime();
        while (!file.settled()) {
            agenda.run();
            KillEnd.Said said = queue.poll(agenda.leftNanos(LOOK_NANOS), TimeUnit.NANOSECONDS);
            if (said != null) {
                hear(said, file);
                blows.measure(said.nanos());
                blows.look();
                moved = said.nanos();
            } else if (System.nanoTime() - moved > QUIET_NANOS) {
                throw still(file);
            }
        }
        awaitReceiver(file);
        file.check(people.inbox());
        requireReceipts(file);
        Files.delete(people.inbox().resolve(file.path().getFileName()));
        Files.delete(file.path());
        figures.file(file.sizeBytes(), file.sentBytes(), file.interruptions());
        notes.accept(
                "%s: %d interruptions, %d bytes sent; %d kills so far"
                        .formatted(file, file.interruptions(), file.sentBytes(), figures.kills()));
    }

    private KillFile make(int number, Random random) throws IOException {
        double share = Math.pow(settings.mostMib() / 1.5, random.nextDouble());
        int size = (int) (1.5 * MIB * share) - random.nextInt(4096);
        int from = random.nextInt(pool.length - size + 1);
        Path path = people.outbox().resolve("file-" + number + ".bin");
        Files.write(path, Arrays.copyOfRange(pool, from, from + size));
        return new KillFile(path, size);
    }

    private void begin(KillFile file) {
        if (sender.upSinceNanos() != 0) {
            sender.tell("send", file.path(), people.receiverId());
        }
    }

    private void hear(KillEnd.Said said, KillFile file) throws IOException {
        if (!said.current()) {
            return;
        }
        if (said.ended()) {
            if (said.from().runs()) {
                throw file.failure(said.from() + " ended by itself:\n" + said.from().lastWords());
            }
            return;
        }
        switch (said.words().getFirst()) {
            case "ready" -> ready(said, file);
            case "arrived" -> file.note("arrived");
            case "p" -> file.progress(said);
            case "delivered" -> file.delivered(said, people.receiverId());
            case "failed" -> failed(said, file);
            default -> throw file.failure("said by " + said.from() + ": " + said.words());
        }
    }

    /// A sender that comes back goes on with what it finds, or begins when it never offered it.
    private void ready(KillEnd.Said said, KillFile file) {
        said.from().ready(said.nanos());
        if (said.from().equals(sender)) {
            goOn(Integer.parseInt(said.words().get(1)), file);
        }
    }

    private void goOn(int unfinished, KillFile file) {
        if (unfinished > 1) {
            throw file.failure(unfinished + " transfers are unfinished (want 1)");
        }
        if (unfinished == 1) {
            sender.tell("resume");
        } else if (file.isPublished(people.inbox())) {
            file.settledUnseen();
        } else {
            begin(file);
        }
    }

    private void failed(KillEnd.Said said, KillFile file) {
        String code = said.words().get(1);
        file.note("failed with " + code + ": " + said.words().get(3));
        if (!WORTH_ANOTHER.contains(code)) {
            throw file.failure("the transfer failed");
        }
        int life = said.life();
        int unfinished = Integer.parseInt(said.words().get(2));
        agenda.in(
                TRY_AGAIN_MILLIS,
                () -> {
                    if (sender.life() == life && sender.runs() && !file.settled()) {
                        goOn(unfinished, file);
                    }
                });
    }

    /// A receiver that was killed last makes good what it left before it is ready.
    private void awaitReceiver(KillFile file) throws IOException, InterruptedException {
        long end = System.nanoTime() + QUIET_NANOS;
        while (receiver.upSinceNanos() == 0
                || !file.isPublished(people.inbox())
                || people.hiddenFiles() > 0) {
            agenda.run();
            KillEnd.Said said = queue.poll(agenda.leftNanos(LOOK_NANOS), TimeUnit.NANOSECONDS);
            if (said != null) {
                hear(said, file);
            }
            if (System.nanoTime() - end > 0) {
                throw still(file);
            }
        }
    }

    private void requireReceipts(KillFile file) throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        try (Stream<Path> days = Files.list(people.receipts())) {
            for (Path day : days.toList()) {
                for (String line : Files.readAllLines(day)) {
                    Json.parse(line.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            .orElseThrow()
                            .text("file_id")
                            .ifPresent(id -> counts.merge(id, 1, Integer::sum));
                }
            }
        }
        if (counts.values().stream().anyMatch(count -> count > 1)) {
            throw file.failure("a file has two receipts");
        }
        if (counts.size() != figures.files() + 1) {
            throw file.failure(counts.size() + " receipts (want " + (figures.files() + 1) + ")");
        }
    }

    private KillFailure still(KillFile file) {
        return file.failure(
                "nothing moves in %s; relays up: %d; receiver since %d, sender since %d%nsender:%n%s%nreceiver:%n%s"
                        .formatted(
                                file.phase(),
                                yard.up(),
                                receiver.upSinceNanos(),
                                sender.upSinceNanos(),
                                sender.lastWords(),
                                receiver.lastWords()));
    }

    /// Ends both ends and waits for the relays.
    @Override
    public void close() {
        sender.close();
        receiver.close();
        try {
            yard.awaitAll();
        } finally {
            yard.close();
            people.close();
        }
    }
}
