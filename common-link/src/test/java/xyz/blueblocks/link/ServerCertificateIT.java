package xyz.blueblocks.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ServerCertificateIT extends LinkPair {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void links_accepted_after_the_files_changed_see_the_new_certificate() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        transport.close();
        transport = LinkTransport.create(settings(true), now::get);
        TlsServerFiles shown = authority.server("old.test", TlsServerFiles::new);
        TlsServerFiles next = authority.server("new.test", TlsServerFiles::new);
        LinkServer server =
                transport
                        .listen(
                                new InetSocketAddress("127.0.0.1", 0),
                                shown,
                                relay.identity(true),
                                atRelay)
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS);
        Link before = dialled(server, "old.test");

        replace(next.certificatePem(), shown.certificatePem());
        replace(next.keyPem(), shown.keyPem());
        now.updateAndGet(moment -> moment.plus(ServerCertificate.LOOK));

        assertThat(dialledInTheEnd(server, "new.test").isOpen()).isTrue();
        assertThat(before.isOpen()).isTrue();
    }

    @Test
    void files_that_cannot_be_used_change_nothing_until_they_can() throws Exception {
        TlsServerFiles shown = authority.server("old.test", TlsServerFiles::new);
        TlsServerFiles next = authority.server("new.test", TlsServerFiles::new);
        ServerCertificate certificate =
                new ServerCertificate(new TlsContexts(true), shown, () -> START);
        SslContext first = certificate.current();

        certificate.look();
        assertThat(certificate.current()).isSameAs(first);

        Files.writeString(shown.keyPem(), "half a fi");
        touch(shown.keyPem(), START.plusSeconds(1));
        certificate.look();
        assertThat(certificate.current()).isSameAs(first);

        Files.delete(shown.keyPem());
        certificate.look();
        assertThat(certificate.current()).isSameAs(first);

        replace(next.certificatePem(), shown.certificatePem());
        replace(next.keyPem(), shown.keyPem());
        certificate.look();
        assertThat(certificate.current()).isNotSameAs(first);
    }

    private Link dialled(LinkServer server, String host) throws Exception {
        LinkTarget target =
                new LinkTarget(
                        relay.id, server.address(), host, false, LinkTrust.pem(authority.caPem()));
        return transport
                .dial(target, client.identity(true), atClient)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    /// The link that sets the look off may still see the old one.
    private Link dialledInTheEnd(LinkServer server, String host) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                return dialled(server, host);
            } catch (ExecutionException e) {
                if (System.nanoTime() > end) throw e;
            }
        }
    }

    private static void replace(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        touch(to, START.plusSeconds(60));
    }

    /// File times of two writes may be equal on a coarse clock.
    private static void touch(Path file, Instant written) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(written));
    }
}
