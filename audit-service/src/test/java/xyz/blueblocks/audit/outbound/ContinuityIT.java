package xyz.blueblocks.audit.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.audit.core.Continuity;
import xyz.blueblocks.audit.core.IncomingEvent;
import xyz.blueblocks.audit.core.LogHeldException;
import xyz.blueblocks.audit.core.Samples;
import xyz.blueblocks.servicekit.kafka.TopicSetup;
import xyz.blueblocks.wire.Topics;

/// Logs whose tables were brought back from a backup, on a real database and a real topic.
class ContinuityIT {
    @BeforeAll
    static void topics() {
        for (String topic : List.of(Topics.AUDIT_LOG, Topics.AUDIT_CHECKPOINTS)) {
            boolean _ =
                    TopicSetup.ensure(TestTopic.kafka(), topic, 1, Map.of(), Duration.ofMinutes(1));
        }
    }

    @Test
    @DisplayName("N08: a log that was told further than its tables go signs nothing")
    void tables_that_went_back_are_held() {
        try (TestLog log = TestLog.create("went_on")) {
            log.store(Duration.ZERO).append(events(0, 10), Samples.NOON);
            tell(log);
            try (TestLog old = log.backup("went_back")) {
                allowed(old);
                log.store(Duration.ZERO).append(events(10, 15), Samples.NOON);
                tell(log);
                allowed(log);

                Continuity continuity = old.continuity(Optional.of(newest(old)));
                assertThatThrownBy(() -> continuity.require(Samples.NOON))
                        .isInstanceOf(LogHeldException.class)
                        .hasMessageContaining("end at 10 signed entries")
                        .hasMessageContaining("checkpoint of 15");
                assertThat(continuity.given()).isFalse();
            }
        }
    }

    @Test
    @DisplayName("N08: a log that signed two trees of one size is found out and signs nothing")
    void a_fork_is_held() {
        try (TestLog log = TestLog.create("first_branch")) {
            log.store(Duration.ZERO).append(events(0, 10), Samples.NOON);
            tell(log);
            try (TestLog other = log.backup("second_branch")) {
                log.store(Duration.ZERO).append(events(10, 15), Samples.NOON);
                tell(log);
                other.store(Duration.ZERO).append(events(20, 27), Samples.NOON);

                assertThatThrownBy(() -> other.continuity(Optional.empty()).require(Samples.NOON))
                        .isInstanceOf(LogHeldException.class)
                        .hasMessageContaining("forked")
                        .hasMessageContaining("15");
            }
        }
    }

    @Test
    @DisplayName(
            "N08: with the topics gone too, a log goes on only when its newest checkpoint is vouched for")
    void without_its_memory_a_log_waits_for_somebody_to_vouch() {
        try (TestLog log = TestLog.create("vouched_for")) {
            log.store(Duration.ZERO).append(events(0, 4), Samples.NOON);
            String earlier = newest(log);
            log.store(Duration.ZERO).append(events(4, 9), Samples.NOON);
            // As it is once everything was told to a Kafka that is gone.
            log.update("update log_published set entries = 9, checkpoint = 9");

            held(log, Optional.empty());
            held(log, Optional.of("no checkpoint"));
            held(log, Optional.of(earlier));
            held(log, Optional.of(newest(log).replace("\n9\n", "\n8\n")));
            Continuity continuity = log.continuity(Optional.of(newest(log)));
            continuity.require(Samples.NOON);

            assertThat(continuity.given()).isTrue();
            tell(log);
            // From here on the new topic remembers.
            allowed(log);
            assertThat(log.count("select entries from log_published")).isEqualTo(9);
            log.store(Duration.ZERO).append(events(9, 12), Samples.NOON);
            allowed(log);
        }
    }

    @Test
    void a_log_that_begins_and_one_that_was_killed_before_it_told_anything_go_on() {
        try (TestLog log = TestLog.create("begins")) {
            allowed(log);
            log.store(Duration.ZERO).append(events(0, 3), Samples.NOON);
            allowed(log);
            tell(log);
            log.store(Duration.ZERO).append(events(3, 5), Samples.NOON);
            allowed(log);
        }
    }

    @Test
    void a_store_whose_tables_go_back_under_it_appends_nothing() {
        try (TestLog log = TestLog.create("under_it")) {
            PgLogStore store = log.store(Duration.ofDays(1));
            store.append(events(0, 6), Samples.NOON);
            log.update("update log_state set tree_size = 2, checkpoint_size = 0");

            assertThatThrownBy(() -> store.append(events(6, 7), Samples.NOON))
                    .hasMessageContaining("want at least 6");
        }
    }

    private static void held(TestLog log, Optional<String> vouched) {
        assertThatThrownBy(() -> log.continuity(vouched).require(Samples.NOON))
                .isInstanceOf(LogHeldException.class)
                .hasMessageContaining("held at 9 signed entries");
    }

    private static void allowed(TestLog log) {
        Continuity continuity = log.continuity(Optional.empty());
        continuity.require(Samples.NOON);
        assertThat(continuity.given()).isTrue();
    }

    private static String newest(TestLog log) {
        return log.reader().latest().orElseThrow().note();
    }

    private static void tell(TestLog log) {
        try (TopicPublisher publisher =
                new TopicPublisher(
                        log.database(),
                        new LogMessages(log.origin()),
                        () -> true,
                        TestTopic.kafka().producer())) {
            while (publisher.publishSome()) {
                continue;
            }
        }
    }

    private static List<IncomingEvent> events(int from, int to) {
        List<IncomingEvent> events = new ArrayList<>();
        for (int i = from; i < to; i++) {
            events.add(Samples.incoming(i, Samples.event("c" + i, 1 + i % 5, 20)));
        }
        return events;
    }
}
