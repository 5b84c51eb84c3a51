package xyz.blueblocks.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import xyz.blueblocks.crypto.tls.TrustRoots;

/// Asks a service over HTTPS whether it is ready, trusting the development CA alone.
final class HealthProbe {
    private static final int LIMIT_MILLIS = 2_000;
    private final SSLSocketFactory sockets;

    /// @param authority PEM file of the CA
    HealthProbe(Path authority) {
        try {
            String ca = Files.readString(authority, StandardCharsets.US_ASCII);
            sockets = TrustRoots.context(ca).getSocketFactory();
        } catch (IOException | IllegalArgumentException e) {
            throw new StackException("The development CA " + authority + " could not be read.", e);
        }
    }

    /// Whether `GET /q/health/ready` at `base` answers 200 within two seconds.
    boolean isReady(String base) {
        URI uri = URI.create(base + "/q/health/ready");
        if (!listens(uri)) return false;
        try {
            HttpsURLConnection request = (HttpsURLConnection) uri.toURL().openConnection();
            request.setSSLSocketFactory(sockets);
            request.setConnectTimeout(LIMIT_MILLIS);
            request.setReadTimeout(LIMIT_MILLIS);
            request.setUseCaches(false);
            boolean ready = request.getResponseCode() == 200;
            // Read to its end, the connection is used again: a handshake costs both sides more than
            // all
            // the rest.
            try (InputStream body = ready ? request.getInputStream() : request.getErrorStream()) {
                if (body != null) body.skipNBytes(body.available());
            }
            return ready;
        } catch (IOException e) {
            return false; // not what it should be
        }
    }

    /// Most questions come before anybody listens; they need no TLS.
    private static boolean listens(URI uri) {
        try (Socket socket = new Socket()) {
            InetAddress address = InetAddress.ofLiteral(uri.getHost());
            socket.connect(new InetSocketAddress(address, uri.getPort()), LIMIT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
