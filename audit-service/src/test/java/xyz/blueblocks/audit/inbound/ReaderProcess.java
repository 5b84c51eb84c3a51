package xyz.blueblocks.audit.inbound;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import xyz.blueblocks.audit.outbound.TestLog;
import xyz.blueblocks.audit.outbound.TestTopic;
import xyz.blueblocks.servicekit.kafka.KafkaSettings;

/// A reader in a process of its own, so that a test can kill it as a power cut does.
///
/// Arguments: reactive URL, log name, Kafka address, topic, events per batch. Ends when its input
/// does.
final class ReaderProcess {
    private ReaderProcess() {}

    public static void main(String[] args) throws IOException {
        KafkaSettings kafka = new KafkaSettings(Map.of("bootstrap.servers", args[2]));
        TestLog log = TestLog.open(args[0], args[1]);
        EventsReader reader =
                new EventsReader(
                        TestTopic.reader(kafka, args[3], Integer.parseInt(args[4])),
                        () -> {},
                        log.store(Duration.ofMillis(50)),
                        new CountingWatch(),
                        Clock.systemUTC());
        reader.start();
        while (System.in.read() >= 0) {
            continue;
        }
        reader.close();
        log.close();
    }
}
