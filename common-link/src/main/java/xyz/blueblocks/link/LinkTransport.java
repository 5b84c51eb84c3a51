package xyz.blueblocks.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import xyz.blueblocks.wire.ErrorCode;

/// Makes links, dialled and accepted, on event loops of its own.
///
/// epoll and BoringSSL where they load, else NIO and the JDK's TLS; always TLS 1.3. Safe for
/// threads.
public final class LinkTransport implements AutoCloseable {
    private static final int BACKLOG = 1024;

    /// 8 KiB pages up to chunks of 4 MiB, so that the largest cells come from the pool too.
    private static final int PAGE = 8192;

    private static final int MAX_ORDER = 9;

    private final LinkSettings settings;
    private final InstantSource clock;
    private final boolean epoll;
    private final TlsContexts tls;
    private final EventLoopGroup loops;
    private final ByteBufAllocator memory;
    private final FastThreadLocal<FrameBuffers> buffers;

    private LinkTransport(LinkSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        epoll = settings.natives() && Epoll.isAvailable();
        tls = new TlsContexts(settings.natives());
        int threads = settings.eventLoops();
        var names = new DefaultThreadFactory("bb-link", true);
        loops =
                epoll
                        ? new EpollEventLoopGroup(threads, names)
                        : new NioEventLoopGroup(threads, names);
        memory = new PooledByteBufAllocator(true, threads, threads, PAGE, MAX_ORDER);
        long each = settings.maxAssemblyBytes() / threads;
        buffers =
                new FastThreadLocal<>() {
                    @Override
                    protected FrameBuffers initialValue() {
                        return new FrameBuffers(each);
                    }
                };
    }

    /// A transport with its own threads.
    ///
    /// @param clock the time of day, for the life of tokens
    public static LinkTransport create(LinkSettings settings, InstantSource clock) {
        return new LinkTransport(settings, clock);
    }

    /// What it runs on, such as `epoll, BoringSSL`.
    public String describe() {
        return (epoll ? "epoll" : "NIO") + ", " + tls.describe();
    }

    /// Accepts links on `address`, raw and WSS on the same port.
    public CompletionStage<LinkServer> listen(
            InetSocketAddress address,
            TlsServerFiles files,
            LinkIdentity identity,
            LinkHandler handler) {
        LinkContext context = new LinkContext(settings, clock, identity, handler);
        Accepted accepted = new Accepted(settings);
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(loops)
                        .channel(
                                epoll
                                        ? EpollServerSocketChannel.class
                                        : NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.ALLOCATOR, memory)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark())
                        .childHandler(
                                new ListenerChannel(
                                        context,
                                        new ServerCertificate(tls, files, clock),
                                        accepted,
                                        buffers))
                        .bind(address);
        CompletableFuture<LinkServer> result = new CompletableFuture<>();
        bound.addListener(done -> {
            if (done.isSuccess()) {
                result.complete(new LinkServer(bound.channel(), accepted));
            } else {
                result.completeExceptionally(
                        new IllegalStateException("listening on " + address, done.cause()));
            }
        });
        return result;
    }

    /// Makes a link to a peer.
    ///
    /// @return the link after its handler's `onOpen`, or a [LinkException]
    public CompletionStage<Link> dial(
            LinkTarget target, LinkIdentity identity, LinkHandler handler) {
        LinkContext context = new LinkContext(settings, clock, identity, handler);
        Dialling dialling =
                new Dialling(
                        target, context, tls.client(target.trust(), target.webSocket()), buffers);
        InetSocketAddress address = target.address();
        if (!address.isUnresolved()) {
            connect(dialling, address);
        } else {
            // Name servers can take seconds; event loops cannot wait for them.
            Thread.ofVirtual()
                    .name("bb-link-resolve")
                    .start(() ->
                            connect(
                                    dialling,
                                    new InetSocketAddress(
                                            address.getHostString(), address.getPort())));
        }
        return dialling.result().minimalCompletionStage();
    }

    private void connect(Dialling dialling, InetSocketAddress address) {
        if (address.isUnresolved()) {
            dialling.failed(ErrorCode.ROUTE_UNAVAILABLE, "no address for that name", false);
            return;
        }
        new Bootstrap()
                .group(loops)
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOCATOR, memory)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark())
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(settings.handshakeTimeout().toMillis()))
                .handler(dialling)
                .connect(address)
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        dialling.failed(ErrorCode.ROUTE_UNAVAILABLE, "nobody there", false);
                    }
                });
    }

    /// One of the threads on which links live; with one event loop, the thread.
    public EventExecutor loop() {
        return loops.next();
    }

    private WriteBufferWaterMark waterMark() {
        return new WriteBufferWaterMark(settings.highWaterBytes() / 2, settings.highWaterBytes());
    }

    /// Closes every link and listener, and waits up to two seconds for the threads to end.
    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
