package xyz.blueblocks.audit.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.audit.core.LogStoreException;
import xyz.blueblocks.audit.core.Octets;
import xyz.blueblocks.audit.core.Samples;
import xyz.blueblocks.audit.outbound.TestLog;
import xyz.blueblocks.audit.outbound.TestTopic;

/// Events made to stop whoever reads them.
class PoisonIT {
    private static final long SEED = 20_261_120;
    private static final int GOOD = 12;
    private static final int MUTANTS_PER_GOOD = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Random random = new Random(SEED);
    private int sent;

    @Test
    @DisplayName(
            "H01: poison on the topic holds up nobody: each bad event is skipped once, with its reason,"
                    + " and all that is good is logged")
    void poison_holds_up_nobody() {
        CountingWatch watch = new CountingWatch();
        try (TestLog log = TestLog.create("poison");
                TestTopic topic = TestTopic.create("poison", 1)) {
            for (int i = 0; i < GOOD; i++) {
                mutants(topic, i);
                send(topic, good("good" + i));
            }
            topic.flush();
            try (EventsReader reader =
                    new EventsReader(
                            topic.reader(50),
                            () -> {},
                            log.store(Duration.ofMillis(20)),
                            watch,
                            Clock.systemUTC())) {
                reader.start();
                Await.until("all read", PATIENCE, () -> readAll(topic, log));
            }
            assertThat(watch.failures).as("seed %d", SEED).hasValue(0);
            assertThat(watch.appended.get()).isGreaterThanOrEqualTo(GOOD);
            assertThat(watch.appended.get() + watch.repeats.get() + watch.deadLetters.get())
                    .isEqualTo(sent);
            assertThat(log.count("select count(*) from dead_letter"))
                    .isEqualTo(watch.deadLetters.get())
                    .isGreaterThan(GOOD * MUTANTS_PER_GOOD / 2);
            assertThat(log.count("select count(*) from dead_letter where detail ~ '[^ -~]'"))
                    .isZero();
        }
    }

    private void mutants(TestTopic topic, int i) {
        String nul = "\\u0000";
        send(topic, good("nul" + i).replace("\"data\":", "\"" + nul + "\":1,\"data\":"));
        send(topic, good("id" + nul + i));
        send(topic, good("a" + i).replace("\"action\":\"read\"", "\"action\":\"" + nul + "\\n\""));
        send(topic, good("s" + i).replace("rec_1", "rec_" + nul));
        send(topic, good("u" + i).replace("treatment", "\\ud800"));
        send(topic, "[".repeat(20_000));
        send(topic, good("long" + i).replace("treatment", "x".repeat(17_000)));
        byte[] noise = good("noise" + i).getBytes(StandardCharsets.UTF_8);
        for (int flips = 0; flips < 3; flips++) {
            noise[random.nextInt(noise.length)] = (byte) random.nextInt(256);
        }
        topic.send(new String(new char[] {(char) i, 0}), noise);
        topic.send(noise, Octets.of(new byte[random.nextInt(64)]));
        sent += 2;
    }

    private static String good(String id) {
        return Samples.event("e", 1, 2)
                .toJson()
                .text()
                .replace("\"id\":\"e\"", "\"id\":\"" + id + "\"");
    }

    private void send(TestTopic topic, String text) {
        topic.send("k", text.getBytes(StandardCharsets.UTF_8));
        sent++;
    }

    private static boolean readAll(TestTopic topic, TestLog log) {
        try {
            return topic.readBy(log.store(Duration.ZERO));
        } catch (LogStoreException e) {
            return false;
        }
    }
}
