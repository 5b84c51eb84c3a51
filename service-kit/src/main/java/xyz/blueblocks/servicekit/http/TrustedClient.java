package xyz.blueblocks.servicekit.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import xyz.blueblocks.crypto.tls.TrustRoots;

/// Makes HTTP clients that trust the network's certificate authority and speak TLS 1.3 only.
public final class TrustedClient {
    private TrustedClient() {}

    /// A client for calls between services.
    ///
    /// @param caFile PEM certificates to trust instead of the platform's
    /// @throws IllegalStateException when the file holds no certificate
    public static HttpClient of(Optional<Path> caFile, Duration connectTimeout) {
        HttpClient.Builder client =
                HttpClient.newBuilder()
                        .connectTimeout(connectTimeout)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .sslParameters(TrustRoots.tls13());
        caFile.ifPresent(file -> client.sslContext(context(file)));
        return client.build();
    }

    private static SSLContext context(Path caFile) {
        try {
            return TrustRoots.context(Files.readString(caFile, StandardCharsets.US_ASCII));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("ca-file: cannot use " + caFile, e);
        }
    }
}
