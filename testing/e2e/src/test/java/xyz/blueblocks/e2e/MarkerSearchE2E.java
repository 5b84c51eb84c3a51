package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.e2e.tap.Wiretap;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;

/// What every process knew while a file that is full of a marker passed through two relays: dumps
/// of all heaps, all frames of all relays with TLS taken off, and everything that is on disk.
@ExtendWith(SharedStack.class)
class MarkerSearchE2E {
    private static final String MARKER = "the marker";
    private static final String NAME = "the file's name";
    private static final String SENDER = "the sender";
    private static final String RECEIVER = "the receiver";

    /// A transfer that had to change relays under way proves nothing about who saw what.
    private static final int ATTEMPTS = 3;

    private static final List<ServiceId> RELAYS = SharedStack.all(ServiceKind.RELAY);

    private static Map<String, byte[]> needles;
    private static final Map<ServiceId, PeerId> IDS = new TreeMap<>();
    private static final Map<ServiceId, Searched> HEAPS = new TreeMap<>();
    private static final Map<ServiceId, Searched> FRAMES = new TreeMap<>();
    private static Searched senderHeap;
    private static ServiceId entry;
    private static ServiceId exit;
    private static long sizeBytes;

    @BeforeAll
    static void watchATransfer() throws IOException, InterruptedException {
        IDS.putAll(RelayNames.all());
        for (int attempt = 1; !watch(); attempt++) {
            assertThat(attempt).as("transfers that stayed on one circuit").isLessThan(ATTEMPTS);
        }
    }

    /// True when the transfer used one circuit from its beginning to its end.
    private static boolean watch() throws IOException, InterruptedException {
        Path folder = SharedStack.folder("witness");
        Map<ServiceId, Wiretap> taps = new TreeMap<>();
        try {
            for (ServiceId relay : RELAYS) {
                Path streams = Files.createDirectory(folder.resolve(relay.name()));
                taps.put(relay, Wiretap.on(pid(relay), streams));
            }
            try (StalledTransfer transfer = StalledTransfer.begin()) {
                Map<String, Path> dumps = dumpEverything(folder, transfer.senderPid());
                assertThat(transfer.isUnderWay()).as("the dumps are of the time between").isTrue();
                List<String> result = transfer.finish();
                if (!result.getFirst().equals("1")) {
                    return false;
                }
                remember(transfer, result);
                search(dumps, taps);
            }
            return true;
        } finally {
            for (Wiretap tap : taps.values()) {
                tap.close();
            }
        }
    }

    private static long pid(ServiceId service) {
        return SharedStack.stack().pid(service).orElseThrow();
    }

    private static Map<String, Path> dumpEverything(Path folder, long sender)
            throws IOException, InterruptedException {
        Map<String, Path> dumps = new TreeMap<>();
        List<ServiceId> services = new ArrayList<>(RELAYS);
        for (ServiceKind kind :
                List.of(ServiceKind.DISCOVERY, ServiceKind.PLANNER, ServiceKind.AUDIT)) {
            services.addAll(SharedStack.all(kind));
        }
        dumps.put(SENDER, Searched.dump(sender, folder.resolve("sender.hprof")));
        for (ServiceId service : services) {
            Path file = folder.resolve(service + ".hprof");
            dumps.put(service.name(), Searched.dump(pid(service), file));
        }
        return dumps;
    }

    private static void remember(StalledTransfer transfer, List<String> result) {
        sizeBytes = transfer.sizeBytes();
        entry = relay(result.get(1));
        exit = relay(result.get(2));
        Needles all =
                new Needles()
                        .bytes(MARKER, transfer.marker())
                        .text(NAME, transfer.fileName())
                        .person(SENDER, transfer.sender())
                        .person(RECEIVER, transfer.receiver());
        IDS.forEach((relay, id) -> all.bytes(relay + " on a link", id.bytes()));
        needles = all.all();
    }

    private static ServiceId relay(String id) {
        return IDS.entrySet().stream()
                .filter(each -> each.getValue().toString().equals(id))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static void search(Map<String, Path> dumps, Map<ServiceId, Wiretap> taps)
            throws IOException {
        senderHeap = new Searched(needles).in(dumps.get(SENDER));
        for (ServiceId service : ServiceId.all()) {
            Path dump = dumps.get(service.name());
            if (dump != null) {
                HEAPS.put(service, new Searched(needles).in(dump));
            }
        }
        for (Map.Entry<ServiceId, Wiretap> each : taps.entrySet()) {
            Searched frames = new Searched(needles);
            for (Path stream : each.getValue().streams()) {
                frames.in(stream);
            }
            FRAMES.put(each.getKey(), frames);
        }
        for (Path dump : dumps.values()) {
            Files.delete(dump);
        }
    }

    @Test
    @DisplayName("C18: control: marker, name and both ends stand in the sender's memory")
    void the_search_finds_what_is_there() {
        assertThat(senderHeap.found(MARKER)).contains(MARKER + ", raw");
        assertThat(senderHeap.found(NAME)).contains(NAME + ", raw");
        assertThat(senderHeap.found(SENDER)).contains(SENDER + "'s id, raw");
        assertThat(senderHeap.found(RECEIVER)).contains(RECEIVER + "'s id, raw");
    }

    @Test
    @DisplayName("C18, X37: no service's memory holds the marker or the file's name in any form")
    void nobody_between_holds_content() {
        assertThat(HEAPS).hasSize(9);
        HEAPS.forEach((service, heap) -> {
            assertThat(heap.found(MARKER, NAME)).as("heap of %s", service).isEmpty();
            assertThat(heap.bytes()).as("size of the dump of %s", service).isGreaterThan(1 << 20);
        });
    }

    @Test
    @DisplayName(
            "C16, X03: in memory the first relay knows the sender and has no trace of the receiver")
    void the_first_relay_does_not_know_the_receiver() {
        assertThat(HEAPS.get(entry).found(SENDER)).isNotEmpty();
        assertThat(HEAPS.get(entry).found(RECEIVER)).isEmpty();
    }

    @Test
    @DisplayName(
            "C16, X03: in memory the last relay knows the receiver and has no trace of the sender")
    void the_last_relay_does_not_know_the_sender() {
        assertThat(HEAPS.get(exit).found(RECEIVER)).isNotEmpty();
        assertThat(HEAPS.get(exit).found(SENDER)).isEmpty();
    }

    @Test
    @DisplayName("C16, X03: no other relay has a trace of the sender")
    void relays_beside_the_route_do_not_know_the_sender() {
        for (ServiceId relay : RELAYS) {
            if (!relay.equals(entry)) {
                assertThat(HEAPS.get(relay).found(SENDER)).as("heap of %s", relay).isEmpty();
                assertThat(FRAMES.get(relay).found(SENDER)).as("frames of %s", relay).isEmpty();
            }
        }
    }

    @Test
    @DisplayName(
            "C16, C18, X03: with TLS off, the first relay's frames name the sender, never the receiver, the file or its content")
    void frames_of_the_first_relay() {
        Searched frames = FRAMES.get(entry);
        assertThat(frames.bytes()).as("in and out").isGreaterThan(2 * sizeBytes);
        assertThat(frames.found(entry + " on a link")).isNotEmpty();
        assertThat(frames.found(SENDER)).isNotEmpty();
        assertThat(frames.found(RECEIVER, MARKER, NAME)).isEmpty();
    }

    @Test
    @DisplayName(
            "C16, C18, X03: with TLS off, the last relay's frames name the receiver, never the sender, the file or its content")
    void frames_of_the_last_relay() {
        Searched frames = FRAMES.get(exit);
        assertThat(frames.bytes()).as("in and out").isGreaterThan(2 * sizeBytes);
        assertThat(frames.found(exit + " on a link")).isNotEmpty();
        assertThat(frames.found(RECEIVER)).isNotEmpty();
        assertThat(frames.found(SENDER, MARKER, NAME)).isEmpty();
    }

    @Test
    @DisplayName("C18: neither marker nor name is on any disk, in a log, or in a segment of Kafka")
    void nothing_is_written_down() throws IOException {
        Path state = SharedStack.stack().state();
        Searched disk = new Searched(needles).under(state);
        assertThat(disk.found(MARKER, NAME)).isEmpty();
        // Discovery's store and the peers topic do name who is registered: the search would see it.
        assertThat(disk.found(SENDER)).isNotEmpty();
        Searched kafka = new Searched(needles).under(state.resolve("kafka"));
        assertThat(kafka.bytes()).isGreaterThan(1 << 10);
    }

    @Test
    @DisplayName("C18: what Kafka's topics say, read as a consumer reads it, holds no content")
    void kafka_says_nothing_of_content() throws IOException {
        Path values = SharedStack.folder("topics").resolve("values");
        EventLog.writeAll(SharedStack.stack().observerKafka(), values);
        Searched said = new Searched(needles).in(values);
        assertThat(said.found(SENDER)).isNotEmpty();
        assertThat(said.found(RECEIVER)).isNotEmpty();
        assertThat(said.found(MARKER, NAME)).isEmpty();
    }

    @Test
    @DisplayName(
            "C16, C18: on disk and in logs the first relay has nothing of the receiver, the last nothing of the sender")
    void relays_write_down_no_more_than_they_may() throws IOException {
        assertThat(writtenBy(entry).found(RECEIVER)).isEmpty();
        assertThat(writtenBy(exit).found(SENDER)).isEmpty();
    }

    private static Searched writtenBy(ServiceId relay) throws IOException {
        Path state = SharedStack.stack().state();
        Searched written =
                new Searched(needles)
                        .under(state.resolve("relays").resolve(relay.name()))
                        .under(state.resolve("spool").resolve(relay.name()))
                        .in(SharedStack.stack().log(relay));
        assertThat(written.bytes()).as("what %s wrote", relay).isPositive();
        return written;
    }
}
