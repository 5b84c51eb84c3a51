package xyz.blueblocks.link;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// The certificate that a listener shows. When its files have changed, links that are accepted a
/// moment later see the new one; those that are open stay.
///
/// Whoever connects sets the look off and does not wait for it. Files that cannot be used, such as
/// a certificate whose key is not there yet, change nothing; they are looked at again a minute
/// later. Safe for threads.
final class ServerCertificate {
    /// From one look at the files to the next.
    static final Duration LOOK = Duration.ofMinutes(1);

    private static final System.Logger LOG = System.getLogger(ServerCertificate.class.getName());

    private final TlsContexts contexts;
    private final TlsServerFiles files;
    private final InstantSource clock;
    private final AtomicReference<Instant> due;
    private volatile Seen seen;
    private volatile SslContext context;

    /// When the files were written, as far as they were read.
    private record Seen(FileTime certificate, FileTime key) {
        static Seen of(TlsServerFiles files) throws IOException {
            return new Seen(
                    Files.getLastModifiedTime(files.certificatePem()),
                    Files.getLastModifiedTime(files.keyPem()));
        }
    }

    /// Reads the files.
    ///
    /// @throws IllegalStateException when they cannot be used
    ServerCertificate(TlsContexts contexts, TlsServerFiles files, InstantSource clock) {
        this.contexts = contexts;
        this.files = files;
        this.clock = clock;
        due = new AtomicReference<>(clock.instant().plus(LOOK));
        try {
            seen = Seen.of(files);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "reading TLS credentials " + files.certificatePem() + ", " + files.keyPem(), e);
        }
        context = contexts.server(files);
    }

    /// What the next link is accepted with.
    SslContext current() {
        Instant now = clock.instant();
        Instant planned = due.get();
        if (!now.isBefore(planned) && due.compareAndSet(planned, now.plus(LOOK))) {
            // Not on the event loop: files may be slow.
            Thread.ofVirtual().name("link-certificate").start(this::look);
        }
        return context;
    }

    /// Reads the files again if they have changed.
    void look() {
        try {
            Seen now = Seen.of(files);
            if (now.equals(seen)) {
                return;
            }
            context = contexts.server(files);
            seen = now;
            LOG.log(System.Logger.Level.INFO, "link certificate: read anew");
        } catch (IOException | IllegalStateException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "link certificate: the one before stays, {0}",
                    e.getMessage());
        }
    }
}
