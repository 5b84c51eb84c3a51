package xyz.blueblocks.link;

import java.net.InetSocketAddress;
import xyz.blueblocks.crypto.identity.PeerId;

/// Whom to dial, and where.
///
/// TLS shows that the address is run by somebody the trust roots know; that the peer is `expected`
/// is shown by its own key in the link handshake.
///
/// @param expected the peer that must answer
/// @param address where it listens
/// @param sniHost the host name that the certificate must carry; empty: the address's own literal
/// @param webSocket WSS where a proxy wants it, else raw frames
/// @param trust the authorities that may have signed the certificate
public record LinkTarget(
        PeerId expected,
        InetSocketAddress address,
        String sniHost,
        boolean webSocket,
        LinkTrust trust) {

    String host() {
        return sniHost.isEmpty() ? address.getHostString() : sniHost;
    }
}
