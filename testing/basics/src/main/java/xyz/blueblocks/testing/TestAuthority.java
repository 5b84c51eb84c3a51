package xyz.blueblocks.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.function.BiFunction;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority that lives as long as a test.
public final class TestAuthority {
    private final Path folder;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private int issued;

    /// @param folder for the files of servers
    public TestAuthority(Path folder) {
        this.folder = folder;
        keys = newKeys();
        certificate = sign(new X500Name("CN=test authority"), keys, true, "unused");
    }

    /// Its own certificate as PEM.
    public String caPem() {
        return write(certificate);
    }

    /// Its own certificate.
    public X509Certificate certificate() {
        return certificate;
    }

    /// Credentials for a server on 127.0.0.1 that is also called `host`.
    ///
    /// @param files makes what the caller needs of the PEM files of certificate and key
    public <T> T server(String host, BiFunction<Path, Path, T> files) {
        KeyPair own = newKeys();
        issued++;
        Path certificatePem = folder.resolve("server-" + issued + ".crt");
        Path keyPem = folder.resolve("server-" + issued + ".key");
        try {
            Files.writeString(
                    certificatePem, write(sign(new X500Name("CN=" + host), own, false, host)));
            Files.writeString(keyPem, pemKey(own.getPrivate()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return files.apply(certificatePem, keyPem);
    }

    private X509Certificate sign(X500Name subject, KeyPair own, boolean authority, String host) {
        try {
            Instant now = Instant.now();
            var builder =
                    new JcaX509v3CertificateBuilder(
                            new X500Name("CN=test authority"),
                            BigInteger.valueOf(issued + 1L),
                            Date.from(now.minus(1, ChronoUnit.HOURS)),
                            Date.from(now.plus(1, ChronoUnit.HOURS)),
                            subject,
                            own.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!authority) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(
                                new GeneralName[] {
                                    new GeneralName(GeneralName.dNSName, host),
                                    new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                                }));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pemKey(PrivateKey key) throws IOException {
        return write(new JcaPKCS8Generator(key, null));
    }

    private static String write(Object content) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }
}
