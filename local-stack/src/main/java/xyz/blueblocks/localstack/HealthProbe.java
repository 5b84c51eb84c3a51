package xyz.blueblocks.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Asks a service over HTTPS whether it is ready, trusting the development CA alone.
final class HealthProbe {
    private static final int LIMIT_MILLIS = 2_000;
    private final SSLContext context;

    /// @param authority PEM file of the CA
    HealthProbe(Path authority) {
        try (InputStream in = Files.newInputStream(authority)) {
            Certificate ca = CertificateFactory.getInstance("X.509").generateCertificate(in);
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("ca", ca);
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            context = SSLContext.getInstance("TLSv1.3");
            context.init(null, trust.getTrustManagers(), null);
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("the development CA " + authority + " could not be read", e);
        }
    }

    /// Whether `GET /q/health/ready` at `base` answers 200 within two seconds.
    boolean isReady(String base) {
        try {
            HttpsURLConnection request =
                    (HttpsURLConnection)
                            URI.create(base + "/q/health/ready").toURL().openConnection();
            request.setSSLSocketFactory(context.getSocketFactory());
            request.setConnectTimeout(LIMIT_MILLIS);
            request.setReadTimeout(LIMIT_MILLIS);
            request.setUseCaches(false);
            try {
                return request.getResponseCode() == 200;
            } finally {
                request.disconnect();
            }
        } catch (IOException e) {
            return false; // not listening yet, or not what it should be
        }
    }
}
