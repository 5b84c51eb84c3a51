package xyz.blueblocks.localstack.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import xyz.blueblocks.localstack.state.PrivateFiles;

/// The broker's process: formats its storage at the first start, runs, makes sure that topics and
/// rules exist, and says in a file that it is ready.
public final class KafkaBrokerMain {
    private KafkaBrokerMain() {}

    /// Runs until the process is asked to end.
    ///
    /// @param args the folder that [KafkaBroker] prepared
    public static void main(String[] args) {
        try {
            run(args);
        } catch (Throwable e) {
            // The broker's threads would keep a process alive that serves nobody, and its own
            // shutdown waits for what never began.
            e.printStackTrace(System.err);
            Runtime.getRuntime().halt(1);
        }
    }

    private static void run(String[] args) throws Exception {
        KafkaFiles files = new KafkaFiles(Path.of(args[0]));
        Properties configuration = new Properties();
        try (Reader in =
                Files.newBufferedReader(files.configuration(), StandardCharsets.US_ASCII)) {
            configuration.load(in);
        }
        format(files, configuration);
        KafkaRaftServer server =
                new KafkaRaftServer(KafkaConfig.fromProps(configuration), Time.SYSTEM);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> shutDown(server, files), "kafka-shutdown"));
        server.startup();
        KafkaProvisioning.run(files, configuration);
        PrivateFiles.write(
                files.ready(),
                Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII));
        server.awaitShutdown();
    }

    private static void shutDown(KafkaRaftServer server, KafkaFiles files) {
        PrivateFiles.deleteTree(files.ready());
        server.shutdown();
    }

    /// Formats into a folder beside the real one, then renames it: a kill in between leaves nothing
    /// that looks formatted and is not.
    private static void format(KafkaFiles files, Properties configuration) throws IOException {
        if (Files.exists(files.data().resolve("meta.properties"))) return;
        Path part = files.folder().resolve("data.part");
        PrivateFiles.deleteTree(part);
        PrivateFiles.deleteTree(files.data());
        Path partConfiguration = files.folder().resolve("format.properties");
        try {
            Properties forPart = new Properties();
            forPart.putAll(configuration);
            forPart.setProperty("log.dirs", part.toString());
            StringBuilder text = new StringBuilder();
            forPart.forEach(
                    (name, value) -> text.append(name).append('=').append(value).append('\n'));
            PrivateFiles.write(
                    partConfiguration, text.toString().getBytes(StandardCharsets.US_ASCII));
            int code =
                    StorageTool.execute(
                            formatCommand(configuration, partConfiguration), System.out);
            if (code != 0) throw new IOException("formatting " + part + " ended with " + code);
            PrivateFiles.deleteTree(files.provided());
            PrivateFiles.rename(part, files.data());
        } finally {
            PrivateFiles.deleteTree(partConfiguration);
        }
    }

    private static String[] formatCommand(Properties configuration, Path forPart) {
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        "format",
                        "--config",
                        forPart.toString(),
                        "--cluster-id",
                        Uuid.randomUuid().toString()));
        String brokerLogin =
                configuration.getProperty(
                        "listener.name.clients.scram-sha-512.sasl.jaas.config", "");
        String brokerPassword = brokerLogin.replaceAll("(?s).* password=\"([^\"]*)\".*", "$1");
        command.add("--add-scram");
        // 4096 iterations, Kafka's least: the password is 256 random bits. All other users follow
        // later.
        command.add(
                "SCRAM-SHA-512=[name=\"%s\",iterations=4096,password=\"%s\"]"
                        .formatted(KafkaBroker.BROKER_USER, brokerPassword));
        return command.toArray(String[]::new);
    }
}
