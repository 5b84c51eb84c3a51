package xyz.blueblocks.bench.kills;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import xyz.blueblocks.wire.json.Json;

/// Sends one file after another from one process to another over a stack's relays and kills all of
/// them until enough were killed. One thread drives; what it decides follows from the seed.
final class KillLane implements AutoCloseable {
    private static final int MIB = 1 << 20;

    /// Neighbouring numbers must not begin alike: 2^64 divided by the golden ratio.
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /// A lane's files are numbered from here, times its own number.
    private static final int MOST_FILES = 1_000_000;

    /// Smallest file over which a relay is measured: it must not end before it has gone on.
    private static final double CALM_MIB = 8;

    private static final double LEAST_MIB = 1.5;

    /// One file in so many begins with such a relay.
    private static final int CALM_ONE_IN = 3;

    private static final long CALM_LOOK_MILLIS = 20;

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(150);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long TRY_AGAIN_MILLIS = 200;
    private static final Set<String> WORTH_ANOTHER = Set.of("E007", "E008", "E009", "E016");

    private final int number;
    private final KillSettings settings;
    private final Consumer<String> notes;
    private final BlockingQueue<News> queue = new LinkedBlockingQueue<>();
    private final KillPeople people;
    private final LaneParts parts;
    private final byte[] pool;
    private int files;
    private boolean mayBegin;

    /// @param number of this lane, from 1
    /// @param pool what files are cut from
    KillLane(
            int number,
            KillSettings settings,
            KillPeople people,
            EndProgram program,
            RelayYard yard,
            KillFigures figures,
            byte[] pool,
            Consumer<String> notes) {
        this.number = number;
        this.settings = settings;
        this.people = people;
        this.pool = pool;
        this.notes = notes;
        this.parts =
                new LaneParts(
                        people.sender(program, queue),
                        people.receiver(program, queue),
                        new Agenda(),
                        yard,
                        figures);
        yard.listen(parts, queue::add);
    }

    /// Kills until it is enough, or somebody interrupts.
    ///
    /// @throws KillFailure when something is not as it must be
    void run() throws IOException, InterruptedException {
        parts.receiver().start();
        parts.sender().start();
        while (!parts.figures().enough()) {
            files++;
            one();
        }
    }

    private void one() throws IOException, InterruptedException {
        long seed = (long) number * MOST_FILES + files;
        Random random = new Random(settings.seed() ^ seed * SPREAD);
        boolean calm = random.nextInt(CALM_ONE_IN) == 0 && parts.yard().reserve(parts);
        KillFile file = make(random, calm ? CALM_MIB : LEAST_MIB);
        mayBegin = !calm;
        if (calm) {
            awaitCalm(file);
            mayBegin = true;
        }
        Blows blows = new Blows(parts, random, file, calm);
        begin(file);
        long moved = System.nanoTime();
        while (!file.settled()) {
            if (hearNext(file, blows)) {
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > QUIET_NANOS) {
                throw still(file);
            }
        }
        blows.over();
        awaitReceiver(file, blows);
        file.check(people.inbox());
        requireReceipts(file);
        Files.delete(people.inbox().resolve(file.path().getFileName()));
        Files.delete(file.path());
        parts.figures().file(file);
        notes.accept(
                "%s: %d interruptions, %d bytes sent; %d kills so far"
                        .formatted(
                                file,
                                file.interruptions(),
                                file.sentBytes(),
                                parts.figures().kills()));
    }

    /// Does what is due and hears what there is.
    ///
    /// @return whether an end said something
    private boolean hearNext(KillFile file, Blows blows) throws IOException, InterruptedException {
        parts.agenda().run();
        News news = queue.poll(parts.agenda().leftNanos(LOOK_NANOS), TimeUnit.NANOSECONDS);
        return switch (news) {
            case null -> false;
            case RelayYard.Lost lost -> {
                blows.lost(lost);
                yield false;
            }
            case KillEnd.Said said -> {
                hear(said, file);
                blows.look();
                yield true;
            }
        };
    }

    /// Until all relays and both ends are well; others go on, but hit no relay.
    private void awaitCalm(KillFile file) throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (!parts.yard().isSettled()
                || !parts.sender().isReady()
                || !parts.receiver().isReady()) {
            if (queue.poll(CALM_LOOK_MILLIS, TimeUnit.MILLISECONDS) instanceof KillEnd.Said said) {
                hear(said, file);
            }
            parts.agenda().run();
            if (System.nanoTime() - began > QUIET_NANOS) {
                throw still(file);
            }
        }
    }

    private KillFile make(Random random, double leastMib) throws IOException {
        double least = Math.min(leastMib, settings.mostMib());
        double share = Math.pow(settings.mostMib() / least, random.nextDouble());
        int size = (int) (least * MIB * share) - random.nextInt(4096);
        int from = random.nextInt(pool.length - size + 1);
        Path path = people.outbox().resolve("file-" + number + "-" + files + ".bin");
        Files.write(path, Arrays.copyOfRange(pool, from, from + size));
        return new KillFile(path, size);
    }

    private void begin(KillFile file) {
        if (parts.sender().isReady()) {
            parts.sender().tell("send", file.path(), people.receiverId());
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
            case "p" -> file.progress(said.life(), said.words());
            case "delivered" -> file.delivered(said, people.receiverId());
            case "failed" -> failed(said, file);
            default -> throw file.failure("said by " + said.from() + ": " + said.words());
        }
    }

    /// A sender that comes back goes on with what it finds, or begins when it never offered it.
    private void ready(KillEnd.Said said, KillFile file) {
        said.from().ready(said.nanos());
        if (said.from().equals(parts.sender()) && mayBegin) {
            goOn(Integer.parseInt(said.words().get(1)), file);
        }
    }

    private void goOn(int unfinished, KillFile file) {
        if (unfinished > 1) {
            throw file.failure(unfinished + " transfers are unfinished (want 1)");
        }
        if (unfinished == 1) {
            parts.sender().tell("resume");
        } else if (file.isPublished(people.inbox())) {
            file.settledUnseen();
        } else {
            begin(file);
        }
    }

    private void failed(KillEnd.Said said, KillFile file) {
        String code = said.words().get(1);
        file.note("failed with " + code + ": " + said.words().get(3));
        parts.figures().failed(code);
        if (!WORTH_ANOTHER.contains(code)) {
            throw file.failure("the transfer failed");
        }
        if (!file.wasReceiverHit() && !parts.yard().wereFew()) {
            throw file.failure("a call failed although only one relay at a time was away");
        }
        int life = said.life();
        int unfinished = Integer.parseInt(said.words().get(2));
        KillEnd sender = parts.sender();
        parts.agenda()
                .in(
                        TRY_AGAIN_MILLIS,
                        () -> {
                            if (sender.life() == life && sender.runs() && !file.settled()) {
                                goOn(unfinished, file);
                            }
                        });
    }

    /// A receiver that was killed last makes good what it left before it is ready.
    private void awaitReceiver(KillFile file, Blows blows)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + QUIET_NANOS;
        while (!parts.receiver().isReady()
                || !file.isPublished(people.inbox())
                || people.hiddenFiles() > 0) {
            hearNext(file, blows);
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
                    Json.parse(line.getBytes(StandardCharsets.UTF_8))
                            .orElseThrow()
                            .text("file_id")
                            .ifPresent(id -> counts.merge(id, 1, Integer::sum));
                }
            }
        }
        if (counts.values().stream().anyMatch(count -> count > 1)) {
            throw file.failure("a file has two receipts");
        }
        if (counts.size() != files) {
            throw file.failure(counts.size() + " receipts (want " + files + ")");
        }
    }

    private KillFailure still(KillFile file) {
        return file.failure(
                "nothing moves in %s; relays up: %d; receiver since %d, sender since %d%nsender:%n%s%nreceiver:%n%s"
                        .formatted(
                                file.phase(),
                                parts.yard().up(),
                                parts.receiver().readySinceNanos(),
                                parts.sender().readySinceNanos(),
                                parts.sender().lastWords(),
                                parts.receiver().lastWords()));
    }

    /// Ends both ends.
    @Override
    public void close() {
        parts.yard().release(parts);
        parts.sender().close();
        parts.receiver().close();
        people.close();
    }
}
