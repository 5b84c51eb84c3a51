package xyz.blueblocks.localstack;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import xyz.blueblocks.crypto.tls.TrustRoots;

/// Asks a service over HTTPS whether it is ready, trusting the development CA alone.
final class HealthProbe {
    private static final int LIMIT_MILLIS = 2_000;
    private final SSLContext context;

    /// @param authority PEM file of the CA
    HealthProbe(Path authority) {
        try {
            context = TrustRoots.context(Files.readString(authority, StandardCharsets.US_ASCII));
        } catch (IOException | IllegalArgumentException e) {
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
