package xyz.blueblocks.localstack.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xyz.blueblocks.localstack.process.ChildProcess;
import xyz.blueblocks.localstack.process.ChildSpec;
import xyz.blueblocks.localstack.process.JvmProgram;
import xyz.blueblocks.localstack.process.StopSignal;
import xyz.blueblocks.localstack.state.PrivateFiles;
import xyz.blueblocks.localstack.state.ProcessRegistry;
import xyz.blueblocks.localstack.tls.TlsFiles;

/// The Kafka broker as its supervisor sees it: its configuration, its start, and whether it is
/// ready.
public final class KafkaBroker {
    /// What to run in the broker's JVM, with the folder of the settings as its argument.
    public static final String MAIN_CLASS = KafkaBrokerMain.class.getName();

    static final String BROKER_USER = "broker";

    private static final String SCRAM =
            "org.apache.kafka.common.security.scram.ScramLoginModule required";
    private static final String PLAIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required";

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final KafkaSettings settings;
    private final KafkaFiles files;

    public KafkaBroker(KafkaSettings settings) {
        this.settings = settings;
        this.files = new KafkaFiles(settings.folder());
    }

    /// Writes the configuration and starts the broker. It returns before the broker answers: see
    /// [#isReady(long)].
    ///
    /// @param command runs [#MAIN_CLASS] with the folder of the settings as its argument
    public ChildProcess start(String name, List<String> command, ProcessRegistry registry) {
        PrivateFiles.deleteTree(files.ready());
        writeWanted();
        write(
                files.configuration(),
                configuration().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()));
        settings.tls().ifPresent(this::writeKeyStore);
        ChildSpec spec =
                new ChildSpec(
                        name,
                        command,
                        JvmProgram.ENVIRONMENT,
                        settings.folder(),
                        settings.log(),
                        StopSignal.TERM,
                        STOP_LIMIT,
                        true);
        return ChildProcess.start(spec, registry);
    }

    /// Whether an earlier start has made all topics, users and rules. Until they are made a client
    /// is turned away, and takes that for the last word.
    public boolean isProvided() {
        writeWanted();
        try {
            return files.isProvided();
        } catch (IOException e) {
            throw new UncheckedIOException("what the broker has could not be read", e);
        }
    }

    private void writeWanted() {
        Stream<String> topics = settings.topics().stream().map(KafkaTopic::line);
        Stream<String> users = settings.users().stream().map(KafkaUser::line);
        write(files.wanted(), Stream.concat(topics, users));
    }

    /// Whether the broker answers and has all topics, users and rules.
    public boolean isReady(long pid) {
        try {
            return Files.readString(files.ready(), StandardCharsets.US_ASCII)
                    .strip()
                    .equals(Long.toString(pid));
        } catch (IOException e) {
            return false; // not yet
        }
    }

    /// What a client must set to connect as `user`, in Kafka's own words.
    public Map<String, String> clientConfiguration(KafkaUser user) {
        Map<String, String> client = new LinkedHashMap<>();
        client.put("bootstrap.servers", settings.address() + ":" + settings.clientPort());
        client.put("security.protocol", settings.tls().isPresent() ? "SASL_SSL" : "SASL_PLAINTEXT");
        client.put("sasl.mechanism", "SCRAM-SHA-512");
        client.put("sasl.jaas.config", login(SCRAM, user.name(), user.password()) + ";");
        settings.tls()
                .ifPresent(tls -> {
                    client.put("ssl.truststore.type", "PEM");
                    client.put("ssl.truststore.location", tls.authority().toString());
                    client.put("ssl.enabled.protocols", "TLSv1.3");
                });
        return client;
    }

    private Map<String, String> configuration() {
        Map<String, String> server = new LinkedHashMap<>();
        String address = settings.address();
        String clients = settings.tls().isPresent() ? "SASL_SSL" : "SASL_PLAINTEXT";
        server.put("process.roles", "broker,controller");
        server.put("node.id", "1");
        server.put("controller.quorum.voters", "1@" + address + ":" + settings.controllerPort());
        server.put(
                "listeners",
                "CLIENTS://"
                        + address
                        + ":"
                        + settings.clientPort()
                        + ",CONTROLLER://"
                        + address
                        + ":"
                        + settings.controllerPort());
        server.put("advertised.listeners", "CLIENTS://" + address + ":" + settings.clientPort());
        server.put("controller.listener.names", "CONTROLLER");
        server.put("inter.broker.listener.name", "CLIENTS");
        server.put(
                "listener.security.protocol.map",
                "CLIENTS:" + clients + ",CONTROLLER:SASL_PLAINTEXT");
        server.put("log.dirs", files.data().toString());
        access(server);
        settings.tls().ifPresent(tls -> tls(server, tls));
        sizes(server);
        return server;
    }

    /// SCRAM for clients. The controller cannot use SCRAM, whose verifiers it keeps itself; there
    /// PLAIN admits one user, the broker.
    private void access(Map<String, String> server) {
        String password = settings.brokerPassword();
        server.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        server.put("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512");
        server.put("sasl.mechanism.controller.protocol", "PLAIN");
        server.put(
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                login(SCRAM, BROKER_USER, password) + ";");
        server.put("listener.name.controller.sasl.enabled.mechanisms", "PLAIN");
        server.put(
                "listener.name.controller.plain.sasl.jaas.config",
                login(PLAIN, BROKER_USER, password)
                        + " user_"
                        + BROKER_USER
                        + "=\""
                        + password
                        + "\";");
        server.put(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        server.put("super.users", "User:" + BROKER_USER);
        server.put("allow.everyone.if.no.acl.found", "false");
        server.put("auto.create.topics.enable", "false");
    }

    private void tls(Map<String, String> server, TlsFiles tls) {
        String listener = "listener.name.clients.";
        server.put(listener + "ssl.keystore.type", "PEM");
        server.put(listener + "ssl.keystore.location", files.keyStore().toString());
        server.put(listener + "ssl.truststore.type", "PEM");
        server.put(listener + "ssl.truststore.location", tls.authority().toString());
        server.put(listener + "ssl.enabled.protocols", "TLSv1.3");
    }

    /// Kafka wants key and certificate in one PEM file.
    private void writeKeyStore(TlsFiles tls) {
        try {
            String both = Files.readString(tls.key()) + Files.readString(tls.certificate());
            PrivateFiles.write(files.keyStore(), both.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("key store of the broker could not be written", e);
        }
    }

    /// One broker, small in memory and threads, quick to let consumers in.
    private static void sizes(Map<String, String> server) {
        for (String topic :
                List.of(
                        "offsets.topic",
                        "transaction.state.log",
                        "share.coordinator.state.topic")) {
            server.put(topic + ".replication.factor", "1");
            server.put(topic + ".num.partitions", "1");
        }
        server.put("transaction.state.log.min.isr", "1");
        server.put("share.coordinator.state.topic.min.isr", "1");
        server.put("group.initial.rebalance.delay.ms", "0");
        server.put("log.cleaner.dedupe.buffer.size", "2097152");
        server.put("num.network.threads", "2");
        server.put("num.io.threads", "2");
        server.put("num.replica.fetchers", "1");
        server.put("log.segment.bytes", "16777216");
        server.put("log.index.size.max.bytes", "1048576");
        // A broker that was killed may register again only after its old session has run out.
        server.put("broker.session.timeout.ms", "4000");
        server.put("broker.heartbeat.interval.ms", "1000");
    }

    private static String login(String module, String user, String password) {
        return module + " username=\"" + user + "\" password=\"" + password + "\"";
    }

    private static void write(Path file, Stream<String> lines) {
        String text = lines.collect(Collectors.joining("\n", "", "\n"));
        PrivateFiles.write(file, text.getBytes(StandardCharsets.US_ASCII));
    }
}
