package xyz.blueblocks.localstack;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.localstack.kafka.KafkaBroker;
import xyz.blueblocks.localstack.kafka.KafkaSettings;
import xyz.blueblocks.localstack.postgres.EmbeddedPostgres;
import xyz.blueblocks.localstack.postgres.PostgresBinaries;
import xyz.blueblocks.localstack.postgres.PostgresSettings;
import xyz.blueblocks.localstack.state.StateFolder;
import xyz.blueblocks.localstack.tls.DevelopmentCa;
import xyz.blueblocks.localstack.tls.TlsFiles;

/// The pieces of one stack, put together from what its state folder holds.
///
/// @param innerTls whether Kafka and PostgreSQL speak TLS
record StackParts(
        StateFolder folder,
        StackLayout layout,
        StackSecrets secrets,
        DevelopmentCa authority,
        boolean innerTls) {

    /// Certificate and key of a service, for the address it has now.
    TlsFiles tls(ServiceId service) {
        return authority.issue(service.name(), List.of(layout.address(service)));
    }

    /// Invites into this stack's network.
    StackInvites invites() {
        return new StackInvites(this, InstantSource.system());
    }

    private Optional<TlsFiles> innerTls(ServiceId service) {
        return innerTls ? Optional.of(tls(service)) : Optional.empty();
    }

    EmbeddedPostgres postgres(ServiceId id, Path cache) {
        return new EmbeddedPostgres(
                new PostgresSettings(
                        PostgresBinaries.install(cache),
                        folder.postgres(),
                        folder.log(id.name()),
                        layout.address(id),
                        layout.port(id, Port.SQL),
                        innerTls(id),
                        secrets.postgresSuperuser(),
                        secrets.postgresAccounts()));
    }

    /// Whether PostgreSQL answers, as its data folder says.
    boolean postgresIsReady() {
        return EmbeddedPostgres.isReady(folder.postgres());
    }

    KafkaBroker kafka(ServiceId id) {
        return new KafkaBroker(
                new KafkaSettings(
                        folder.kafka(),
                        folder.log(id.name()),
                        layout.address(id),
                        layout.port(id, Port.KAFKA),
                        layout.port(id, Port.CONTROLLER),
                        innerTls(id),
                        secrets.kafkaBroker(),
                        StackSecrets.topics(),
                        secrets.kafkaUsers()));
    }
}
