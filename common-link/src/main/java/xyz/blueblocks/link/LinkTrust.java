package xyz.blueblocks.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The certificate authorities that a dialler accepts, as PEM text.
///
/// @param caPem one or more certificates
public record LinkTrust(String caPem) {

    public LinkTrust {
        if (!caPem.contains("-----BEGIN CERTIFICATE-----")) {
            throw new IllegalArgumentException("caPem: no certificate (want PEM text)");
        }
    }

    /// The authorities in this PEM text.
    public static LinkTrust pem(String caPem) {
        return new LinkTrust(caPem);
    }

    /// The authorities in this file, read now.
    public static LinkTrust file(Path caFile) {
        try {
            return new LinkTrust(Files.readString(caFile));
        } catch (IOException e) {
            throw new UncheckedIOException("reading trusted certificates from " + caFile, e);
        }
    }
}
