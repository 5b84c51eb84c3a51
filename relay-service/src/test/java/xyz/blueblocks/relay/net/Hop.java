package xyz.blueblocks.relay.net;

import java.net.InetSocketAddress;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;

/// A relay that circuits of tests run through, in this process or in one of its own.
interface Hop {
    PeerId id();

    HpkePublicKey onionKey();

    InetSocketAddress address();

    /// Whether it has a link to this peer.
    boolean knows(PeerId peer);
}
