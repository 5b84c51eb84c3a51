package xyz.blueblocks.audit.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.audit.core.AppendOutcome;
import xyz.blueblocks.audit.core.IncomingEvent;
import xyz.blueblocks.audit.core.LogStoreException;
import xyz.blueblocks.audit.core.Samples;

/// Appending to the log on a real PostgreSQL, and what may not be done to it.
class LogStoreIT extends LogScene {
    @Test
    @DisplayName("H03: events given again in any order and batch are not logged again")
    void logs_each_event_once() {
        List<IncomingEvent> events = events(0, 60);
        assertThat(append(events).appended()).isEqualTo(60);
        AppendOutcome again = append(events.reversed());
        assertThat(again.appended()).isZero();
        assertThat(again.repeats()).isEqualTo(60);
        assertThat(again.treeSize()).isEqualTo(60);
        assertThat(log.count("select count(*) from log_entry")).isEqualTo(60);
    }

    @Test
    @DisplayName(
            "H03: another body under a logged source and id is one dead letter, however often read")
    void notes_a_conflict_once() {
        append(List.of(next(Samples.event("e1", 1, 2).toJson().canonical())));
        IncomingEvent other = next(Samples.event("e1", 1, 3).toJson().canonical());
        assertThat(append(List.of(other)).deadLetters()).hasSize(1);
        assertThat(append(List.of(other)).deadLetters()).isEmpty();
        assertThat(log.count("select count(*) from dead_letter where reason = 'CONFLICT'"))
                .isEqualTo(1);
        assertThat(log.count("select count(*) from log_entry")).isEqualTo(1);
    }

    @Test
    @DisplayName("H03: positions move with the leaves, per topic id")
    void moves_positions_with_the_leaves() {
        append(events(0, 7));
        assertThat(store.positions("topic")).containsEntry(0, 7L);
        assertThat(store.positions("topic made anew")).isEmpty();
    }

    @Test
    @DisplayName("H03: a batch whose connection dies before the commit leaves no trace")
    void an_aborted_batch_leaves_no_trace() {
        append(events(0, 10));
        log.update(
                "create or replace function die() returns trigger language plpgsql as $$ begin"
                        + " perform pg_terminate_backend(pg_backend_pid()); return null; end $$");
        log.update(
                "create trigger die after update on log_state for each statement"
                        + " execute function die()");
        List<IncomingEvent> batch = events(10, 25);
        assertThatThrownBy(() -> append(batch)).isInstanceOf(LogStoreException.class);
        assertThat(log.count("select count(*) from log_entry")).isEqualTo(10);
        assertThat(store.positions("topic")).containsEntry(0, 10L);
        log.update("drop trigger die on log_state");
        assertThat(append(batch).appended()).isEqualTo(15);
        assertThat(verified("e24").leafIndex()).isEqualTo(24);
    }

    @Test
    @DisplayName(
            "H21: statements that change or delete what is logged or signed fail, a superuser's too")
    void refuses_to_change_what_is_logged() {
        append(events(0, 3));
        for (String sql :
                List.of(
                        "delete from log_entry",
                        "truncate log_entry cascade",
                        "update log_entry set commitment = salt || salt",
                        "update checkpoint set note = 'x'",
                        "delete from checkpoint")) {
            assertThatThrownBy(() -> log.update(sql))
                    .isInstanceOf(LogStoreException.class)
                    .rootCause()
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void refuses_to_continue_a_log_of_another_name_or_with_damaged_tiles() {
        append(events(0, 3));
        log.update("update tile set hashes = substr(hashes, 1, 64)");
        assertThatThrownBy(() -> append(events(3, 4))).isInstanceOf(IllegalStateException.class);
        assertThat(log.count("select count(*) from log_entry")).isEqualTo(3);
        log.update("update log_state set origin = 'other.example/log'");
        assertThatThrownBy(() -> append(events(3, 4)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("origin");
    }

    @Test
    void signs_no_more_than_one_checkpoint_in_its_interval() {
        PgLogStore slow = log.store(Duration.ofSeconds(1));
        slow.checkpointIfDue(Samples.NOON);
        assertThat(latest().size()).isZero();
        for (int i = 0; i < 10; i++) {
            slow.append(events(i, i + 1), Samples.NOON.plusMillis(100 + i * 100));
        }
        assertThat(log.count("select count(*) from checkpoint")).isEqualTo(2);
        slow.checkpointIfDue(Samples.NOON.plusMillis(1999));
        slow.checkpointIfDue(Samples.NOON.plusMillis(2000));
        slow.checkpointIfDue(Samples.NOON.plusMillis(9000));
        assertThat(log.count("select count(*) from checkpoint")).isEqualTo(2);
        assertThat(latest().size()).isEqualTo(10);
    }

    @Test
    @DisplayName(
            "H03: a writer that freezes inside its transaction holds up the others for seconds, not for ever")
    void a_frozen_writer_is_cut_off() throws InterruptedException {
        CountDownLatch frozen = new CountDownLatch(1);
        CountDownLatch thawed = new CountDownLatch(1);
        RandomGenerator stuck =
                () -> {
                    frozen.countDown();
                    awaitQuietly(thawed);
                    return 7;
                };
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                log.store(Duration.ZERO, stuck).append(events(0, 3), Samples.NOON);
                            } catch (RuntimeException e) {
                                failure.set(e);
                            }
                        });
        frozen.await();
        assertThat(append(events(0, 5)).appended()).isEqualTo(5);
        thawed.countDown();
        writer.join();
        assertThat(failure.get()).isInstanceOf(LogStoreException.class);
        assertThat(log.count("select count(*) from log_entry")).isEqualTo(5);
        assertThat(verified("e4").leafIndex()).isEqualTo(4);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
