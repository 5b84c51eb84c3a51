package xyz.blueblocks.audit.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.audit.core.LogStoreException;
import xyz.blueblocks.audit.core.Octets;
import xyz.blueblocks.audit.core.Samples;
import xyz.blueblocks.audit.outbound.TestLog;
import xyz.blueblocks.audit.outbound.TestTopic;
import xyz.blueblocks.crypto.merkle.Checkpoint;
import xyz.blueblocks.crypto.merkle.MerkleHash;
import xyz.blueblocks.crypto.merkle.NodeSource;
import xyz.blueblocks.servicekit.testing.TestInfra;
import xyz.blueblocks.wire.event.AuditEvent;

/// From a real topic into a real log, through everything that can interrupt it.
class ExactlyOnceIT {
    private static final long SEED = 77;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SIZE = "select coalesce(max(leaf_index) + 1, 0) from log_entry";

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    @DisplayName(
            "H03: N distinct events with duplicates are N leaves, through cut connections, restarts and"
                    + " rebalances of two replicas")
    void n_events_are_n_leaves_through_cuts_restarts_and_rebalances() {
        Random random = new Random(SEED);
        TestLog log = keep(TestLog.create("exactly_once"));
        TestTopic topic = keep(TestTopic.create("exactly-once", 4));
        send(topic, random, 1_500);
        CountingWatch watch = new CountingWatch();
        EventsReader first = reader(log, topic, watch, 20);
        EventsReader second = null;
        for (int i = 0; i < 12; i++) {
            LockSupport.parkNanos(random.nextLong(150_000_000, 400_000_000));
            if (i % 3 == 0 && second == null) {
                second = reader(keep(TestLog.open(log.name())), topic, watch, 20);
            } else if (i % 3 == 2 && second != null) {
                second.close();
                second = null;
            } else {
                log.cutConnections();
            }
        }
        send(topic, random, 1_500);
        Await.until("all read", PATIENCE, () -> readAll(topic, log));
        first.close();
        if (second != null) {
            second.close();
        }
        assertThat(watch.failures.get()).as("cuts that were felt").isPositive();
        isExactly(log, 1_500);
        assertThat(log.count("select count(*) from dead_letter")).isZero();
    }

    @Test
    @DisplayName(
            "H03: N distinct events are N leaves though the writing process is killed again and again")
    void n_events_are_n_leaves_through_kill_9() throws IOException, InterruptedException {
        Random random = new Random(SEED);
        TestLog log = keep(TestLog.create("killed"));
        TestTopic topic = keep(TestTopic.create("killed", 3));
        send(topic, random, 2_000);
        int kills = 0;
        long before = 0;
        while (before < 2_000 && kills < 6) {
            Process process = process(log, topic);
            // Killed while it writes: soon after its first batch, at a moment of its own.
            long seen = before;
            Await.until("progress", PATIENCE, () -> log.count(SIZE) > seen);
            LockSupport.parkNanos(random.nextLong(300_000_000));
            process.destroyForcibly().waitFor();
            kills++;
            before = log.count(SIZE);
        }
        assertThat(kills).isGreaterThanOrEqualTo(2);
        EventsReader last = reader(log, topic, new CountingWatch(), 100);
        Await.until("all read", PATIENCE, () -> readAll(topic, log));
        last.close();
        isExactly(log, 2_000);
    }

    @Test
    @DisplayName("H01, H03: bad events are one dead letter each and hold up nobody")
    void bad_events_are_one_dead_letter_each() {
        TestLog log = keep(TestLog.create("dead_letters"));
        TestTopic topic = keep(TestTopic.create("dead-letters", 1));
        AuditEvent good = Samples.event("good", 1, 2);
        String peer = AuditEvent.peerSource(Samples.peer(1));
        AuditEvent foreign = Samples.event(peer, "foreign", 1, 2, true);
        topic.send("k", "{".getBytes(StandardCharsets.UTF_8));
        topic.send(
                "k",
                good.toJson().with("data", good.data().toJson().without("ip_hash")).canonical());
        topic.send("k", foreign.toJson().canonical());
        topic.send(foreign.toJson().canonical(), Octets.of(new byte[32]));
        topic.send("k", good.toJson().canonical());
        topic.send("k", Samples.event("good", 1, 3).toJson().canonical());
        topic.send("k", new byte[0]);
        topic.send("k", Samples.event("after", 1, 2).toJson().canonical());
        topic.flush();
        CountingWatch watch = new CountingWatch();
        EventsReader reader = reader(log, topic, watch, 3);
        Await.until("all read", PATIENCE, () -> readAll(topic, log));
        reader.close();
        isExactly(log, 2);
        assertThat(watch.deadLetters.get()).isEqualTo(6);
        assertThat(log.count("select count(distinct event_offset) from dead_letter")).isEqualTo(6);
        assertThat(log.count("select count(*) from dead_letter where reason = 'FOREIGN_SOURCE'"))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("H03: a topic made anew under its old name is read from its beginning")
    void reads_a_topic_made_anew_from_its_beginning() {
        TestLog log = keep(TestLog.create("made_anew"));
        TestTopic topic = keep(TestTopic.create("made-anew", 1));
        send(topic, new Random(SEED), 50);
        EventsReader reader = reader(log, topic, new CountingWatch(), 500);
        Await.until("all read", PATIENCE, () -> readAll(topic, log));
        reader.close();
        String old = topic.id();
        topic.delete();
        TestTopic anew = keep(remade("made-anew", old));
        anew.send("k", Samples.event("another", 1, 2).toJson().canonical());
        anew.send("k", Samples.event("e7", 1 + 7 % 9, 20).toJson().canonical());
        anew.flush();
        CountingWatch watch = new CountingWatch();
        EventsReader again = reader(log, anew, watch, 500);
        Await.until("all read", PATIENCE, () -> readAll(anew, log));
        again.close();
        assertThat(watch.appended.get()).isEqualTo(1);
        assertThat(watch.repeats.get()).isEqualTo(1);
        isExactly(log, 51);
    }

    /// The topic once it is there under another id: deletion takes the broker a moment.
    private static TestTopic remade(String name, String oldId) {
        TestTopic[] made = new TestTopic[1];
        Await.until(
                "topic made anew",
                PATIENCE,
                () -> {
                    try {
                        TestTopic topic = TestTopic.create(name, 1);
                        if (topic.id().equals(oldId)) {
                            topic.close();
                            return false;
                        }
                        made[0] = topic;
                        return true;
                    } catch (IllegalStateException e) {
                        return false;
                    }
                });
        return made[0];
    }

    /// Each of `distinct` events one to three times, in any order, some with other spacing.
    private static void send(TestTopic topic, Random random, int distinct) {
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < distinct; i++) {
            AuditEvent event = Samples.event("e" + i, 1 + i % 9, 20);
            for (int copy = random.nextInt(3); copy >= 0; copy--) {
                String text = event.toJson().text();
                String spaced = copy == 0 ? text : text.replace(",\"", ", \"");
                values.add(spaced.getBytes(StandardCharsets.UTF_8));
            }
        }
        Collections.shuffle(values, random);
        values.forEach(value -> topic.send("key" + random.nextInt(), value));
        topic.flush();
    }

    private static void isExactly(TestLog log, int events) {
        assertThat(log.count("select count(*) from log_entry"))
                .as("seed %d", SEED)
                .isEqualTo(events);
        assertThat(log.count("select count(distinct event_tag) from log_entry")).isEqualTo(events);
        assertThat(log.count(SIZE)).isEqualTo(events);
        log.store(Duration.ZERO).checkpointIfDue(Clock.systemUTC().instant());
        Checkpoint signed =
                log.verifier().checkpoint(log.proofs().checkpoint().orElseThrow()).orElseThrow();
        List<Octets> leaves = log.reader().commitments(0, events);
        NodeSource plain =
                new NodeSource() {
                    @Override
                    public byte[] node(int level, long index) {
                        return level == 0
                                ? MerkleHash.leaf(leaves.get((int) index).bytes())
                                : MerkleHash.node(
                                        node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
                    }
                };
        assertThat(signed.size()).isEqualTo(events);
        assertThat(signed.root()).isEqualTo(MerkleHash.root(plain, events));
    }

    /// The database may be cut at this very moment: then it is not known yet.
    private static boolean readAll(TestTopic topic, TestLog log) {
        try {
            return topic.readBy(log.store(Duration.ZERO));
        } catch (LogStoreException e) {
            return false;
        }
    }

    private EventsReader reader(TestLog log, TestTopic topic, CountingWatch watch, int batch) {
        EventsReader reader =
                new EventsReader(
                        topic.reader(batch),
                        () -> {},
                        log.store(Duration.ofMillis(20)),
                        watch,
                        Clock.systemUTC());
        keep(reader).start();
        return reader;
    }

    private Process process(TestLog log, TestTopic topic) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        ProcessBuilder builder =
                new ProcessBuilder(
                        java,
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReaderProcess.class.getName(),
                        TestLog.reactiveUrl(log.name()),
                        log.name(),
                        TestInfra.addresses().get("kafka"),
                        topic.name(),
                        "10");
        builder.redirectErrorStream(true).redirectOutput(new File("target/reader-process.txt"));
        Process process = builder.start();
        open.add(process::destroyForcibly);
        return process;
    }

    private <T extends AutoCloseable> T keep(T each) {
        open.add(each);
        return each;
    }
}
