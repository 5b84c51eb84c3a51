package xyz.blueblocks.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.wire.Topics;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// The account of audit events: what was reported on the one side, what the log holds on the other,
/// both read off Kafka from the beginning by a plain consumer. One thread at a time.
///
/// An event may come twice on the topic of events (its name tells), never in the log. Of a logged
/// event the topic shows time, action, outcome and kind of reporter in clear and no name, so the
/// two sides are compared as bags of these.
final class Ledger implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<EventName, Mark> reported = new HashMap<>();
    private final Map<Long, Mark> logged = new TreeMap<>();
    private long repeats;
    private long deadLetters;

    /// What both sides know of an event.
    private record Mark(Instant time, String action, boolean success, String producer) {}

    /// How the account stands for all events that had been reported at some moment.
    ///
    /// @param in different events reported
    /// @param lost reported and not logged
    /// @param doubled logged and not reported so often
    /// @param deadLetters events that the log refused
    record Balance(long in, long lost, long doubled, long deadLetters) {
        boolean even() {
            return lost == 0 && doubled == 0 && deadLetters == 0;
        }

        long out() {
            return in - lost + doubled;
        }
    }

    Ledger(LocalStack stack) {
        Map<String, Object> settings = new HashMap<>(stack.observerKafka());
        settings.put("enable.auto.commit", "false");
        consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                Stream.of(Topics.AUDIT_EVENTS, Topics.AUDIT_LOG, Topics.AUDIT_DEAD_LETTER)
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /// Waits until everything that is reported now is logged, and looks whether that is all.
    Balance settle(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        readPatiently(deadline);
        Map<Mark, Integer> cut = bag(reported.values());
        while (true) {
            Balance balance = balance(cut);
            if (balance.even() || System.nanoTime() - deadline > 0) {
                return balance;
            }
            Thread.sleep(POLL);
            readPatiently(deadline);
        }
    }

    private void readPatiently(long deadline) throws InterruptedException {
        while (true) {
            try {
                read();
                return;
            } catch (TimeoutException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
            }
        }
    }

    /// Reads what is there now.
    private void read() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), PATIENCE);
        while (ends.entrySet().stream()
                .anyMatch(each -> consumer.position(each.getKey()) < each.getValue())) {
            consumer.poll(POLL).forEach(this::take);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
        if (message.topic().equals(Topics.AUDIT_DEAD_LETTER)) {
            deadLetters++;
            return;
        }
        JsonObject event = Json.parse(message.value()).orElseThrow();
        JsonObject entry = event.object("data").orElseThrow();
        if (message.topic().equals(Topics.AUDIT_LOG)) {
            // A publisher that was killed tells some again; the index says so.
            logged.put(
                    entry.integer("leaf_index").orElseThrow(),
                    mark(entry, entry.text("producer").orElseThrow()));
        } else {
            EventName name =
                    new EventName(
                            event.text("source").orElseThrow(), event.text("id").orElseThrow());
            Mark mark = mark(entry, name.byPeer() ? "peer" : name.source());
            if (reported.putIfAbsent(name, mark) != null) {
                repeats++;
            }
        }
    }

    private static Mark mark(JsonObject entry, String producer) {
        return new Mark(
                Instant.parse(entry.text("timestamp").orElseThrow()),
                entry.text("action").orElseThrow(),
                entry.bool("success").orElseThrow(),
                producer);
    }

    private Balance balance(Map<Mark, Integer> cut) {
        Map<Mark, Integer> leaves = bag(logged.values());
        Map<Mark, Integer> all = bag(reported.values());
        return new Balance(
                cut.values().stream().mapToLong(each -> each).sum(),
                excess(cut, leaves),
                excess(leaves, all),
                deadLetters);
    }

    private static Map<Mark, Integer> bag(Collection<Mark> marks) {
        Map<Mark, Integer> bag = new HashMap<>();
        marks.forEach(each -> bag.merge(each, 1, Integer::sum));
        return bag;
    }

    /// How much more of anything there is in one bag than in the other.
    private static long excess(Map<Mark, Integer> more, Map<Mark, Integer> less) {
        return more.entrySet().stream()
                .mapToLong(each -> each.getValue() - less.getOrDefault(each.getKey(), 0))
                .filter(each -> each > 0)
                .sum();
    }

    /// Events that came more than once on their topic, which is allowed.
    long repeats() {
        return repeats;
    }

    /// Which of these was never reported.
    List<EventName> unreported(Set<EventName> names) {
        return names.stream().filter(each -> !reported.containsKey(each)).toList();
    }

    /// How many different events of that kind were reported.
    long count(String action, boolean success) {
        return reported.values().stream()
                .filter(each -> each.action.equals(action) && each.success == success)
                .count();
    }

    /// How many different events of each kind were reported.
    Map<String, Long> actions() {
        Map<String, Long> counts = new TreeMap<>();
        reported.values()
                .forEach(each ->
                        counts.merge(each.action + (each.success ? "" : " denied"), 1L, Long::sum));
        return counts;
    }

    /// The first index that the log skipped, if it did.
    Optional<Long> gap() {
        long expected = 0;
        for (long index : logged.keySet()) {
            if (index != expected) {
                return Optional.of(expected);
            }
            expected++;
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
