package xyz.blueblocks.localstack.tls;

import java.nio.file.Path;

/// Where one service finds its certificate and key, PEM, and whom it may believe.
///
/// @param certificate the service's own certificate, X.509
/// @param key its private key, PKCS#8, mode 0600
/// @param authority the CA's certificate
public record TlsFiles(Path certificate, Path key, Path authority) {}
