package xyz.blueblocks.servicekit.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.token.JwkSet;

/// Discovery's public keys, fetched from any of its replicas and renewed in the background. While
/// none answers, the last good set stays; before the first there are no keys, so every token is
/// refused.
public final class JwksClient implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(JwksClient.class);
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int MAX_BYTES = 64 * 1024;

    private final List<URI> urls;
    private final Duration refresh;
    private final HttpClient client;
    private final Thread thread;
    private volatile JwkSet keys = new JwkSet(List.of());
    private volatile boolean ready;
    private volatile boolean closed;

    private JwksClient(List<URI> urls, Optional<Path> caFile, Duration refresh) {
        this.urls = List.copyOf(urls);
        this.refresh = refresh;
        this.client = TrustedClient.of(caFile, CONNECT);
        this.thread = Thread.ofPlatform().daemon().name("jwks").unstarted(this::renew);
    }

    /// Starts fetching; returns at once.
    ///
    /// @param urls complete, one per replica of discovery
    /// @param caFile certificates to trust instead of the platform's
    /// @param refresh time between two fetches
    public static JwksClient open(List<URI> urls, Optional<Path> caFile, Duration refresh) {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("urls: none (want at least one)");
        }
        JwksClient opened = new JwksClient(urls, caFile, refresh);
        opened.thread.start();
        return opened;
    }

    /// The newest set that was fetched.
    public JwkSet keys() {
        return keys;
    }

    /// True once a set was fetched.
    public boolean ready() {
        return ready;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        client.shutdownNow();
    }

    private void renew() {
        while (!closed) {
            try {
                boolean fetched = fetchAny();
                Thread.sleep(fetched ? refresh : RETRY);
            } catch (InterruptedException e) {
                // closing
            }
        }
    }

    private boolean fetchAny() throws InterruptedException {
        for (URI url : urls) {
            Optional<JwkSet> fetched = fetch(url);
            if (fetched.isPresent()) {
                keys = fetched.get();
                ready = true;
                return true;
            }
        }
        return false;
    }

    private Optional<JwkSet> fetch(URI url) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url).timeout(ANSWER).build();
        try {
            var answer = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() == 200) {
                    return Json.parse(body.readNBytes(MAX_BYTES + 1), MAX_BYTES)
                            .flatMap(JwkSet::fromJson)
                            .toOptional();
                }
            }
            LOG.warnf("jwks: %s answered %d", url.getHost(), answer.statusCode());
        } catch (IOException e) {
            LOG.debugf(e, "jwks: %s does not answer", url.getHost());
        }
        return Optional.empty();
    }
}
