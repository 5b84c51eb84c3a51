package xyz.blueblocks.localstack.postgres;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.localstack.tls.TlsFiles;

/// How one PostgreSQL server is to run.
///
/// @param binaries its programs
/// @param folder `postgres/` of the state folder
/// @param log where it writes what it has to say
/// @param address loopback address
/// @param port TCP port
/// @param tls certificate and key; without them connections are in clear, on loopback
/// @param superuserPassword of the role `postgres`
/// @param accounts roles and databases to make with the data folder
public record PostgresSettings(
        PostgresBinaries binaries,
        Path folder,
        Path log,
        String address,
        int port,
        Optional<TlsFiles> tls,
        String superuserPassword,
        List<PostgresAccount> accounts) {
    public PostgresSettings {
        accounts = List.copyOf(accounts);
    }

    @Override
    public String toString() {
        return "PostgresSettings[" + address + ":" + port + "]";
    }
}
