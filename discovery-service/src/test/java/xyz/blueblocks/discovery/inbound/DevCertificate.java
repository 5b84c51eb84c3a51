package xyz.blueblocks.discovery.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for 127.0.0.1 as PEM files, made by the JDK's keytool, and clients that trust it.
final class DevCertificate {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path folder;
    private final KeyStore store;

    private DevCertificate(Path folder, KeyStore store) {
        this.folder = folder;
        this.store = store;
    }

    static DevCertificate create(Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path p12 = folder.resolve("dev.p12");
        Process keytool =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                                .toString(),
                                        "-genkeypair",
                                        "-alias",
                                        "dev",
                                        "-keyalg",
                                        "EC",
                                        "-groupname",
                                        "secp256r1",
                                        "-dname",
                                        "CN=discovery",
                                        "-ext",
                                        "SAN=ip:127.0.0.1,dns:localhost",
                                        "-validity",
                                        "2",
                                        "-storetype",
                                        "PKCS12",
                                        "-keystore",
                                        p12.toString(),
                                        "-storepass",
                                        new String(PASSWORD)))
                        .inheritIO()
                        .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(p12)) {
            store.load(in, PASSWORD);
        }
        DevCertificate made = new DevCertificate(folder, store);
        Files.writeString(
                made.certificateFile(),
                pem("CERTIFICATE", store.getCertificate("dev").getEncoded()));
        Files.writeString(
                made.keyFile(), pem("PRIVATE KEY", store.getKey("dev", PASSWORD).getEncoded()));
        return made;
    }

    Path certificateFile() {
        return folder.resolve("tls.crt");
    }

    Path keyFile() {
        return folder.resolve("tls.key");
    }

    SSLContext context() throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    HttpClient client(String... protocols) throws GeneralSecurityException {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(protocols);
        return HttpClient.newBuilder()
                .sslContext(context())
                .sslParameters(parameters)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN "
                + kind
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END "
                + kind
                + "-----\n";
    }
}
