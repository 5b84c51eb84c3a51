package xyz.blueblocks.localstack.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/// A certificate with the private key of its subject. It holds a secret: never print it.
record Issued(X509Certificate certificate, PrivateKey key) {
    @Override
    public String toString() {
        return "Issued[" + certificate.getSubjectX500Principal() + "]";
    }
}
