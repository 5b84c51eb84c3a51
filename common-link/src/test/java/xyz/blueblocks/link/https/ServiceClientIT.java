package xyz.blueblocks.link.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.testing.TestAuthority;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.message.ErrorMessage;

/// Two replicas of a service, of which one is dead.
final class ServiceClientIT {
    private static final int BUSY = 503;

    @TempDir private Path folder;
    private HttpsServer server;
    private TestAuthority authority;

    @BeforeEach
    void start() throws IOException {
        authority = new TestAuthority(folder);
        InetAddress here = InetAddress.ofLiteral("127.0.0.1");
        server = HttpsServer.create(new InetSocketAddress(here, 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(authority.server("service", ServiceClientIT::context)));
        byte[] refusal =
                new ErrorMessage(
                                ErrorCode.ROUTE_UNAVAILABLE,
                                "No relay is up.",
                                "request-1",
                                Instant.now(),
                                Json.object().build())
                        .toJson()
                        .canonical();
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(BUSY, refusal.length);
                    exchange.getResponseBody().write(refusal);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void what_a_living_replica_says_is_told_although_the_next_one_is_dead() throws IOException {
        URI living = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
        URI dead = URI.create("https://127.0.0.1:" + freePort());
        for (List<URI> replicas : List.of(List.of(living, dead), List.of(dead, living))) {
            try (ServiceClient client =
                    new ServiceClient(
                            replicas, authority.caPem(), InstantSource.system(), new Random(1))) {
                CallFailed failed =
                        catchThrowableOfType(
                                CallFailed.class,
                                () -> client.json(Call.get("/x", new Credential.None())));

                assertThat(failed.code()).isEqualTo(ErrorCode.ROUTE_UNAVAILABLE);
                assertThat(failed.answered()).isTrue();
                assertThat(failed).hasMessageContaining("No relay is up.");
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static SSLContext context(Path certificatePem, Path keyPem) {
        try {
            String key = Files.readString(keyPem).replaceAll("-----[A-Z ]+-----|\\s", "");
            PrivateKey own =
                    KeyFactory.getInstance("EC")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key)));
            Certificate certificate =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(Files.readAllBytes(certificatePem)));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", own, new char[0], new Certificate[] {certificate});
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
