package xyz.blueblocks.localstack.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What supervisor and broker tell each other, as files in one folder.
///
/// @param folder `kafka/` of the state folder
record KafkaFiles(Path folder) {
    /// The broker's own configuration, with its password: mode 0600.
    Path configuration() {
        return folder.resolve("server.properties");
    }

    Path keyStore() {
        return folder.resolve("broker.pem");
    }

    /// Topics and users that must exist, one per line: mode 0600.
    Path wanted() {
        return folder.resolve("wanted");
    }

    /// What of it the broker has: a copy of [#wanted()], without passwords.
    Path provided() {
        return folder.resolve("provided");
    }

    /// Process id of the broker that is ready.
    Path ready() {
        return folder.resolve("ready");
    }

    Path data() {
        return folder.resolve("data");
    }

    List<KafkaTopic> wantedTopics() throws IOException {
        return lines("topic").map(KafkaTopic::parse).toList();
    }

    List<KafkaUser> wantedUsers() throws IOException {
        return lines("user").map(KafkaUser::parse).toList();
    }

    /// Whether the broker has all that is wanted, from an earlier start.
    boolean isProvided() throws IOException {
        return Files.exists(provided())
                && Files.readString(provided(), StandardCharsets.US_ASCII)
                        .equals(wantedWithoutPasswords());
    }

    /// What [#provided()] will say.
    String wantedWithoutPasswords() throws IOException {
        Stream<String> topics = wantedTopics().stream().map(KafkaTopic::line);
        Stream<String> users =
                wantedUsers().stream().map(user -> user.line().replace(user.password(), "*"));
        return Stream.concat(topics, users).sorted().collect(Collectors.joining("\n", "", "\n"));
    }

    private Stream<List<String>> lines(String kind) throws IOException {
        return Files.readAllLines(wanted(), StandardCharsets.US_ASCII).stream()
                .map(line -> List.of(line.split(" ", -1)))
                .filter(words -> words.getFirst().equals(kind));
    }
}
