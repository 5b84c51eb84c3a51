package xyz.blueblocks.link;

import java.nio.file.Path;

/// A listener's TLS credentials on disk.
///
/// @param certificatePem its certificate, then the intermediates
/// @param keyPem its private key, PKCS#8, not encrypted
public record TlsServerFiles(Path certificatePem, Path keyPem) {}
