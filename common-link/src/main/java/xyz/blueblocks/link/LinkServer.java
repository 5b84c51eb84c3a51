package xyz.blueblocks.link;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A port on which links are accepted. Safe for threads.
public final class LinkServer implements AutoCloseable {
    private final Channel listening;
    private final Accepted accepted;

    LinkServer(Channel listening, Accepted accepted) {
        this.listening = listening;
        this.accepted = accepted;
    }

    /// Where it listens, with the port that the system chose if none was asked for.
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /// Accepted links that are authenticated.
    public int openLinks() {
        return accepted.open();
    }

    /// Accepted sockets that are not links yet.
    public int halfOpen() {
        return accepted.halfOpen();
    }

    /// Accepts no more; links that are there stay.
    public CompletionStage<Void> stopAccepting() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        listening.close().addListener(_ -> done.complete(null));
        return done;
    }

    /// Accepts no more and drops every accepted socket.
    @Override
    public void close() {
        listening.close();
        accepted.closeAll();
    }
}
