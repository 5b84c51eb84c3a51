package xyz.blueblocks.localstack.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import xyz.blueblocks.localstack.state.PrivateFiles;

/// The certificate authority of one stack: EC P-256, made at first use, kept in `tls/`.
///
/// It is constrained (RFC 5280, 4.2.1.10) to loopback addresses and names under `localhost`, so
/// that a browser or a system told to trust it cannot be fooled about anything else by whoever gets
/// its key.
public final class DevelopmentCa {
    /// Long enough that nobody meets its end in a development state folder.
    static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);

    /// Above 398 days some clients refuse a certificate.
    static final Duration SERVICE_LIFE = Duration.ofDays(390);

    /// A stack may run this long without a restart.
    static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private final Path folder;
    private final InstantSource clock;
    private final X509Certificate certificate;
    private final PrivateKey key;

    private DevelopmentCa(
            Path folder, InstantSource clock, X509Certificate certificate, PrivateKey key) {
        this.folder = folder;
        this.clock = clock;
        this.certificate = certificate;
        this.key = key;
    }

    /// Reads the CA in `folder`, or makes one when there is none or its end is near.
    public static DevelopmentCa open(Path folder, InstantSource clock) {
        Path certificateFile = folder.resolve("ca.pem");
        Path keyFile = folder.resolve("ca.key");
        try {
            if (Files.exists(certificateFile) && Files.exists(keyFile)) {
                X509Certificate certificate = Pem.certificate(certificateFile);
                if (goodUntil(certificate, clock.instant())) {
                    return new DevelopmentCa(folder, clock, certificate, Pem.privateKey(keyFile));
                }
            }
            Issued made = CertificateMaker.authority(clock.instant(), AUTHORITY_LIFE);
            PrivateFiles.write(keyFile, pem("PRIVATE KEY", made.key().getEncoded()));
            PrivateFiles.write(
                    certificateFile, pem("CERTIFICATE", made.certificate().getEncoded()));
            return new DevelopmentCa(folder, clock, made.certificate(), made.key());
        } catch (IOException e) {
            throw new UncheckedIOException("development CA in " + folder + " could not be read", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "development CA in " + folder + " could not be used", e);
        }
    }

    public Path certificateFile() {
        return folder.resolve("ca.pem");
    }

    /// Certificate and key for one service; the ones on disk if they still fit, else new ones.
    ///
    /// @param name of the service: `discovery-1` may also be reached as `discovery-1.localhost`
    /// @param addresses loopback addresses it listens on, as text
    public TlsFiles issue(String name, Collection<String> addresses) {
        TlsFiles files =
                new TlsFiles(
                        folder.resolve(name + ".pem"),
                        folder.resolve(name + ".key"),
                        certificateFile());
        try {
            Set<String> names = new HashSet<>(addresses);
            names.add(name + ".localhost");
            names.add("localhost");
            if (fits(files, names)) return files;
            for (String address : addresses) {
                if (!InetAddress.ofLiteral(address).isLoopbackAddress()) {
                    throw new IllegalArgumentException(
                            "addresses: " + address + " (want loopback)");
                }
            }
            Issued made =
                    CertificateMaker.service(
                            new Issued(certificate, key),
                            name,
                            List.copyOf(names),
                            clock.instant(),
                            SERVICE_LIFE);
            PrivateFiles.write(files.key(), pem("PRIVATE KEY", made.key().getEncoded()));
            PrivateFiles.write(
                    files.certificate(), pem("CERTIFICATE", made.certificate().getEncoded()));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("certificate of " + name + " could not be read", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("certificate of " + name + " could not be made", e);
        }
    }

    private boolean fits(TlsFiles files, Set<String> names)
            throws IOException, GeneralSecurityException {
        if (!Files.exists(files.certificate()) || !Files.exists(files.key())) return false;
        X509Certificate held = Pem.certificate(files.certificate());
        if (!goodUntil(held, clock.instant()) || !namesOf(held).equals(names)) return false;
        try {
            held.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false; // another CA made it
        }
    }

    private static Set<String> namesOf(X509Certificate certificate)
            throws GeneralSecurityException {
        Set<String> names = new HashSet<>();
        for (List<?> entry :
                Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of())) {
            names.add(entry.get(1).toString());
        }
        return names;
    }

    private static boolean goodUntil(X509Certificate certificate, Instant now) {
        return certificate.getNotAfter().toInstant().isAfter(now.plus(RENEW_BEFORE));
    }

    private static byte[] pem(String what, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        String text = "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
