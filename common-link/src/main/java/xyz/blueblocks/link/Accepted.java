package xyz.blueblocks.link;

import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The sockets that a listener has accepted: those that are links, and a bounded number that are
/// not yet.
///
/// When too many wait to authenticate, the one that has waited longest goes: an honest peer is
/// through in milliseconds, so a flood of silent sockets evicts itself. Safe for threads.
final class Accepted {
    private final LinkSettings settings;
    private final AcceptGate gate;
    private final LinkedHashSet<Channel> halfOpen = new LinkedHashSet<>();
    private final Set<Channel> all = ConcurrentHashMap.newKeySet();

    Accepted(LinkSettings settings) {
        this.settings = settings;
        gate = new AcceptGate(settings.acceptsPerSecondPerAddress());
    }

    /// Whether this socket may stay; if so it is counted until it closes.
    boolean admit(SocketChannel channel) {
        var remote = channel.remoteAddress();
        if (all.size() >= settings.maxLinks()
                || !gate.admits(remote == null ? null : remote.getAddress(), System.nanoTime())) {
            return false;
        }
        all.add(channel);
        Channel oldest = null;
        synchronized (halfOpen) {
            halfOpen.add(channel);
            if (halfOpen.size() > settings.maxHalfOpen()) {
                oldest = halfOpen.removeFirst();
            }
        }
        if (oldest != null) {
            oldest.close();
        }
        channel.closeFuture().addListener(_ -> forget(channel));
        return true;
    }

    /// This socket is a link now.
    void authenticated(Channel channel) {
        synchronized (halfOpen) {
            halfOpen.remove(channel);
        }
    }

    boolean isHalfOpen(Channel channel) {
        synchronized (halfOpen) {
            return halfOpen.contains(channel);
        }
    }

    int halfOpen() {
        synchronized (halfOpen) {
            return halfOpen.size();
        }
    }

    int open() {
        return all.size() - halfOpen();
    }

    void closeAll() {
        all.forEach(Channel::close);
    }

    private void forget(Channel channel) {
        all.remove(channel);
        authenticated(channel);
    }
}
