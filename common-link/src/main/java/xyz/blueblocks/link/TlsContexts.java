package xyz.blueblocks.link;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.SSLException;

/// TLS of links: version 1.3 and nothing else, BoringSSL where it loads, else the JDK's.
final class TlsContexts {
    /// ALPN of raw frames.
    static final String RAW = "bb-link/1";

    /// ALPN of WSS.
    static final String HTTP = ApplicationProtocolNames.HTTP_1_1;

    private static final String VERSION = "TLSv1.3";

    /// Trust roots seen so far; a program knows one or two.
    private static final int MAX_CLIENTS = 16;

    private record ClientKey(LinkTrust trust, boolean webSocket) {}

    private final SslProvider provider;
    private final ConcurrentMap<ClientKey, SslContext> clients = new ConcurrentHashMap<>();

    TlsContexts(boolean natives) {
        provider =
                natives
                                && OpenSsl.isAvailable()
                                && SslProvider.isTlsv13Supported(SslProvider.OPENSSL)
                        ? SslProvider.OPENSSL
                        : SslProvider.JDK;
    }

    String describe() {
        return provider == SslProvider.JDK ? "JDK TLS" : OpenSsl.versionString();
    }

    SslContext server(TlsServerFiles files) {
        try {
            return SslContextBuilder.forServer(
                            files.certificatePem().toFile(), files.keyPem().toFile())
                    .sslProvider(provider)
                    .protocols(VERSION)
                    .applicationProtocolConfig(alpn(RAW, HTTP))
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "reading TLS credentials " + files.certificatePem() + ", " + files.keyPem(), e);
        }
    }

    SslContext client(LinkTrust trust, boolean webSocket) {
        if (clients.size() >= MAX_CLIENTS) {
            clients.clear();
        }
        return clients.computeIfAbsent(new ClientKey(trust, webSocket), this::makeClient);
    }

    private SslContext makeClient(ClientKey key) {
        try {
            return SslContextBuilder.forClient()
                    .trustManager(
                            new ByteArrayInputStream(
                                    key.trust().caPem().getBytes(StandardCharsets.US_ASCII)))
                    .sslProvider(provider)
                    .protocols(VERSION)
                    .endpointIdentificationAlgorithm("HTTPS")
                    .applicationProtocolConfig(alpn(key.webSocket() ? HTTP : RAW))
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException("trust: no usable certificates", e);
        }
    }

    private static ApplicationProtocolConfig alpn(String... protocols) {
        return new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                protocols);
    }
}
