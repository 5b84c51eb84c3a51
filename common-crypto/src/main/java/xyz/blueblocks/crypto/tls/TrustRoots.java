package xyz.blueblocks.crypto.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/// Certificate authorities that a network's services chain to, in place of the platform's: an
/// invite pins them, so that no public authority can vouch for a false discovery.
public final class TrustRoots {
    private TrustRoots() {}

    /// A context that trusts these certificates alone.
    ///
    /// @param caPem one or more certificates
    /// @throws IllegalArgumentException when the text holds no certificate
    public static SSLContext context(String caPem) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate each :
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(
                                    new ByteArrayInputStream(
                                            caPem.getBytes(StandardCharsets.US_ASCII)))) {
                trusted.setCertificateEntry("ca" + number++, each);
            }
            if (number == 0) {
                throw new IllegalArgumentException("caPem: no certificate (want PEM text)");
            }
            TrustManagerFactory managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("caPem: not readable (want PEM certificates)", e);
        }
    }

    /// TLS 1.3 and no other version.
    public static SSLParameters tls13() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        return parameters;
    }
}
