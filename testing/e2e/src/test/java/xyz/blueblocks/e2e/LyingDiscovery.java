package xyz.blueblocks.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import xyz.blueblocks.crypto.tls.TrustRoots;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.localstack.tls.DevelopmentCa;
import xyz.blueblocks.localstack.tls.TlsFiles;

/// A discovery replica that is not what it seems: a certificate of the network's own authority, the
/// true replica's answers, and lies in them.
final class LyingDiscovery implements AutoCloseable {
    private static final String ADDRESS = "127.2.0.66";
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *([0-9]+) *\r?$");
    private static final int BACKLOG = 16;

    private final SSLServerSocket door;
    private final SSLContext client;
    private final URI truth;
    private volatile UnaryOperator<String> lie = UnaryOperator.identity();

    private LyingDiscovery(SSLServerSocket door, SSLContext client, URI truth) {
        this.door = door;
        this.client = client;
        this.truth = truth;
    }

    /// Opens it; honest at first.
    static LyingDiscovery open() throws IOException {
        Path tls = SharedStack.stack().authorityFile().getParent();
        TlsFiles files =
                DevelopmentCa.open(tls, InstantSource.system()).issue("liar", List.of(ADDRESS));
        SSLServerSocket door =
                (SSLServerSocket)
                        server(files)
                                .getServerSocketFactory()
                                .createServerSocket(0, BACKLOG, InetAddress.ofLiteral(ADDRESS));
        SSLContext client = TrustRoots.context(Files.readString(files.authority()));
        URI truth = SharedStack.stack().urls(ServiceKind.DISCOVERY).getFirst();
        LyingDiscovery discovery = new LyingDiscovery(door, client, truth);
        Thread.ofVirtual().name("liar").start(discovery::serve);
        return discovery;
    }

    private static SSLContext server(TlsFiles files) throws IOException {
        try {
            String pem = Files.readString(files.key()).replaceAll("-----[A-Z ]+-----|\\s", "");
            PrivateKey key =
                    KeyFactory.getInstance("EC")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
            Certificate certificate =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(
                                            Files.readAllBytes(files.certificate())));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("liar", key, new char[0], new Certificate[] {certificate});
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS", e);
        }
    }

    URI url() {
        return URI.create("https://" + ADDRESS + ":" + door.getLocalPort());
    }

    /// What it makes of every answer's body from now on; the length must stay.
    void lie(UnaryOperator<String> how) {
        lie = how;
    }

    private void serve() {
        try {
            while (true) {
                SSLSocket caller = (SSLSocket) door.accept();
                Thread.ofVirtual().name("liar-caller").start(() -> answer(caller));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void answer(SSLSocket caller) {
        try (caller;
                SSLSocket replica = (SSLSocket) client.getSocketFactory().createSocket()) {
            SSLParameters http1 = replica.getSSLParameters();
            http1.setApplicationProtocols(new String[] {"http/1.1"});
            replica.setSSLParameters(http1);
            replica.connect(new InetSocketAddress(truth.getHost(), truth.getPort()));
            Thread.ofVirtual().name("liar-asks").start(() -> copy(caller, replica));
            InputStream in = replica.getInputStream();
            OutputStream out = caller.getOutputStream();
            while (true) {
                String head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                Matcher length = LENGTH.matcher(head);
                byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
                String told = lie.apply(new String(body, StandardCharsets.UTF_8));
                out.write(head.getBytes(StandardCharsets.ISO_8859_1));
                out.write(told.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            // one of the two has hung up
        }
    }

    private static void copy(SSLSocket from, SSLSocket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.close();
        } catch (IOException e) {
            // one of the two has hung up
        }
    }

    /// Status line and headers with the empty line after them; empty at the stream's end.
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
