package xyz.blueblocks.localstack.kafka;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.localstack.tls.TlsFiles;

/// How the broker is to run.
///
/// @param folder `kafka/` of the state folder
/// @param log where it writes what it has to say
/// @param address loopback address
/// @param clientPort where services connect
/// @param controllerPort where the broker talks to its own controller
/// @param tls certificate and key; without them connections are in clear, on loopback, and
///   passwords are still never sent (SCRAM)
/// @param brokerPassword of the broker itself, at both ports
/// @param topics to create
/// @param users to admit
public record KafkaSettings(
        Path folder,
        Path log,
        String address,
        int clientPort,
        int controllerPort,
        Optional<TlsFiles> tls,
        String brokerPassword,
        List<KafkaTopic> topics,
        List<KafkaUser> users) {
    public KafkaSettings {
        topics = List.copyOf(topics);
        users = List.copyOf(users);
    }

    @Override
    public String toString() {
        return "KafkaSettings[" + address + ":" + clientPort + "]";
    }
}
