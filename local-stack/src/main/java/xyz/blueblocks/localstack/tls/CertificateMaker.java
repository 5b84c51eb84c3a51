package xyz.blueblocks.localstack.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes X.509 certificates (RFC 5280) with EC P-256 keys, signed with ECDSA and SHA-256: what
/// every TLS 1.3 client must know (RFC 8446, 9.1).
final class CertificateMaker {
    private static final SecureRandom RANDOM = new SecureRandom();

    /// A container's clock may run behind the one that made the certificate.
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private CertificateMaker() {}

    /// A self-signed CA that may vouch for loopback addresses and `localhost` names alone.
    static Issued authority(Instant now, Duration life) throws GeneralSecurityException {
        KeyPair keys = keys();
        // A fresh name per CA: clients that trust two of them must not take one for the other.
        X500Name name =
                new X500Name(
                        "CN=BlueBlocks development CA " + serial().toString(16).substring(0, 8));
        X509v3CertificateBuilder builder = builder(name, name, keys, now, life);
        GeneralSubtree[] loopback = {
            new GeneralSubtree(new GeneralName(GeneralName.iPAddress, "127.0.0.0/8")),
            new GeneralSubtree(new GeneralName(GeneralName.iPAddress, "::1/128")),
            new GeneralSubtree(new GeneralName(GeneralName.dNSName, "localhost"))
        };
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.nameConstraints, true, new NameConstraints(loopback, null));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        } catch (IOException e) {
            throw new GeneralSecurityException("extensions of the CA", e);
        }
        return signed(builder, keys, keys);
    }

    /// A certificate for a server that is a client of the others as well.
    ///
    /// @param names addresses and host names, as text
    static Issued service(
            Issued authority, String name, List<String> names, Instant now, Duration life)
            throws GeneralSecurityException {
        KeyPair keys = keys();
        X500Name issuer =
                X500Name.getInstance(
                        authority.certificate().getSubjectX500Principal().getEncoded());
        X509v3CertificateBuilder builder =
                builder(issuer, new X500Name("CN=" + name), keys, now, life);
        GeneralName[] alternatives =
                names.stream().sorted().map(CertificateMaker::name).toArray(GeneralName[]::new);
        KeyPurposeId[] purposes = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils()
                            .createAuthorityKeyIdentifier(authority.certificate()));
        } catch (IOException e) {
            throw new GeneralSecurityException("extensions of " + name, e);
        }
        return signed(
                builder,
                keys,
                new KeyPair(authority.certificate().getPublicKey(), authority.key()));
    }

    private static GeneralName name(String text) {
        try {
            return new GeneralName(
                    GeneralName.iPAddress, InetAddress.ofLiteral(text).getHostAddress());
        } catch (IllegalArgumentException e) {
            return new GeneralName(GeneralName.dNSName, text);
        }
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair keys, Instant now, Duration life) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                serial(),
                Date.from(now.minus(CLOCK_SKEW)),
                Date.from(now.plus(life)),
                subject,
                keys.getPublic());
    }

    private static Issued signed(X509v3CertificateBuilder builder, KeyPair subject, KeyPair signer)
            throws GeneralSecurityException {
        try {
            var content = new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate());
            X509Certificate made =
                    new JcaX509CertificateConverter().getCertificate(builder.build(content));
            return new Issued(made, subject.getPrivate());
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("no signer for SHA256withECDSA", e);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }

    /// Positive, 127 random bits: RFC 5280 allows 20 octets and wants them unpredictable.
    private static BigInteger serial() {
        return new BigInteger(126, RANDOM).setBit(126);
    }
}
