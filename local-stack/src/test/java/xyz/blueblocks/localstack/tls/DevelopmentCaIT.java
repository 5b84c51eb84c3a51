package xyz.blueblocks.localstack.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentCaIT {
    private static final Instant NOW = Instant.now();

    @TempDir private Path folder;
    private DevelopmentCa ca;

    @BeforeEach
    void open() {
        ca = DevelopmentCa.open(folder, () -> NOW);
    }

    @Test
    @DisplayName("a client that trusts the development CA shakes hands with a service by TLS 1.3")
    void a_client_that_trusts_the_ca_shakes_hands() throws Exception {
        assertThat(handshake(ca.issue("relay-1", List.of("127.0.0.1")), "127.0.0.1"))
                .isEqualTo("TLSv1.3");
    }

    @Test
    void a_certificate_for_another_address_is_refused() {
        TlsFiles files = ca.issue("relay-1", List.of("127.4.1.1"));

        assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(() -> handshake(files, "127.0.0.1"));
    }

    @Test
    void a_certificate_of_another_ca_is_refused() {
        Path other = folder.resolve("other");
        TlsFiles files =
                DevelopmentCa.open(makeFolder(other), () -> NOW)
                        .issue("relay-1", List.of("127.0.0.1"));
        TlsFiles mixed = new TlsFiles(files.certificate(), files.key(), ca.certificateFile());

        assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(() -> handshake(mixed, "127.0.0.1"));
    }

    @Test
    void the_ca_may_vouch_for_loopback_and_nothing_else() throws Exception {
        X509Certificate root = Pem.certificate(ca.certificateFile());
        byte[] extension = root.getExtensionValue(Extension.nameConstraints.getId());
        byte[] constraints = ASN1OctetString.getInstance(extension).getOctets();
        PKIXNameConstraintValidator validator = new PKIXNameConstraintValidator();
        validator.intersectPermittedSubtree(
                NameConstraints.getInstance(constraints).getPermittedSubtrees());

        validator.checkPermitted(new GeneralName(GeneralName.iPAddress, "127.4.1.1"));
        validator.checkPermitted(new GeneralName(GeneralName.dNSName, "relay-1.localhost"));
        for (GeneralName other :
                List.of(
                        new GeneralName(GeneralName.iPAddress, "10.0.0.1"),
                        new GeneralName(GeneralName.dNSName, "bank.example"))) {
            assertThatExceptionOfType(NameConstraintValidatorException.class)
                    .as(other.toString())
                    .isThrownBy(() -> validator.checkPermitted(other));
        }
    }

    @Test
    void an_address_beyond_loopback_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ca.issue("relay-1", List.of("10.0.0.1")));
    }

    @Test
    void the_same_certificate_serves_until_its_end_is_near() throws Exception {
        byte[] first = Files.readAllBytes(ca.issue("relay-1", List.of("127.0.0.1")).certificate());
        Instant late =
                NOW.plus(DevelopmentCa.SERVICE_LIFE)
                        .minus(DevelopmentCa.RENEW_BEFORE)
                        .plusSeconds(1);

        byte[] again =
                Files.readAllBytes(
                        DevelopmentCa.open(folder, () -> NOW)
                                .issue("relay-1", List.of("127.0.0.1"))
                                .certificate());
        byte[] renewed =
                Files.readAllBytes(
                        DevelopmentCa.open(folder, () -> late)
                                .issue("relay-1", List.of("127.0.0.1"))
                                .certificate());

        assertThat(again).isEqualTo(first);
        assertThat(renewed).isNotEqualTo(first);
    }

    @Test
    void a_service_that_moves_gets_a_new_certificate() throws Exception {
        byte[] first = Files.readAllBytes(ca.issue("relay-1", List.of("127.0.0.1")).certificate());

        byte[] moved = Files.readAllBytes(ca.issue("relay-1", List.of("127.4.1.1")).certificate());

        assertThat(moved).isNotEqualTo(first);
    }

    @Test
    void keys_are_for_their_owner_alone() throws IOException {
        TlsFiles files = ca.issue("relay-1", List.of("127.0.0.1"));

        for (Path key : List.of(files.key(), folder.resolve("ca.key"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
    }

    private static Path makeFolder(Path folder) {
        try {
            return Files.createDirectory(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String handshake(TlsFiles files, String address) throws Exception {
        return handshake(
                Pem.certificate(files.certificate()), Pem.privateKey(files.key()), address);
    }

    private String handshake(X509Certificate certificate, PrivateKey key, String address)
            throws Exception {
        InetAddress loopback = InetAddress.ofLiteral(address);
        SSLContext context = server(certificate, key);
        try (SSLServerSocket listener =
                (SSLServerSocket)
                        context.getServerSocketFactory().createServerSocket(0, 1, loopback)) {
            CompletableFuture.runAsync(() -> {
                try (SSLSocket accepted = (SSLSocket) listener.accept()) {
                    accepted.startHandshake();
                    accepted.getInputStream().read();
                } catch (IOException e) {
                    // the client's side is what is judged
                }
            });
            try (SSLSocket client =
                    (SSLSocket)
                            client().getSocketFactory()
                                    .createSocket(loopback, listener.getLocalPort())) {
                SSLParameters parameters = client.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                client.setSSLParameters(parameters);
                client.startHandshake();
                return client.getSession().getProtocol();
            }
        }
    }

    private static SSLContext server(X509Certificate certificate, PrivateKey key)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("service", key, new char[0], new Certificate[] {certificate});
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private SSLContext client() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("ca", Pem.certificate(ca.certificateFile()));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
