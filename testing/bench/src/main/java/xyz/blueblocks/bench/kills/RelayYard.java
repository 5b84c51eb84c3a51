package xyz.blueblocks.bench.kills;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.sdk.directory.Directory;
import xyz.blueblocks.wire.message.RelayDescriptor;

/// The relays of the stack: killed or stopped here, and brought back without being waited for. All
/// lanes share them; safe for threads.
///
/// A lane that wants to measure how fast one relay is replaced reserves the yard: until it gives it
/// back, nobody else's blow hits a relay.
final class RelayYard implements AutoCloseable {
    private static final long GONE_SECONDS = 120;

    /// So long must all be there before one counts as dying among healthy ones: receivers attach
    /// anew and planners learn of it.
    private static final long SETTLED_NANOS = 1_500_000_000L;

    private static final long FEW_NANOS = 20_000_000_000L;

    /// Relays that must be left when one is killed, so that some transfers go on.
    private static final int FEWEST_LEFT = 2;

    private final LocalStack stack;
    private final Map<PeerId, ServiceId> names = new HashMap<>();
    private final Map<ServiceId, State> states = new HashMap<>();
    private final Map<ServiceId, CompletableFuture<Void>> comingBack = new HashMap<>();
    private final Map<Object, Consumer<Lost>> listeners = new HashMap<>();
    private Optional<Object> reservedBy = Optional.empty();
    private Optional<Long> fewNanos = Optional.empty();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    /// What can happen to a relay.
    enum Loss {
        KILL,
        HANG
    }

    /// A relay was hit.
    ///
    /// @param others whether all others were there, and had been for a while
    record Lost(ServiceId relay, Loss how, boolean others) implements News {}

    /// How a relay is.
    private record State(boolean up, long sinceNanos) {}

    RelayYard(LocalStack stack, Directory directory) {
        this.stack = stack;
        List<ServiceId> all =
                ServiceId.all().stream().filter(id -> id.kind() == ServiceKind.RELAY).toList();
        for (RelayDescriptor each : directory.relays()) {
            String host = each.endpoints().getFirst().host();
            int port = each.endpoints().getFirst().port();
            for (ServiceId id : all) {
                boolean same =
                        stack.layout().address(id).equals(host)
                                && stack.layout().port(id, xyz.blueblocks.localstack.Port.LINK)
                                        == port;
                if (same) {
                    names.put(each.peerId(), id);
                    states.put(id, new State(true, System.nanoTime()));
                }
            }
        }
        if (names.size() != all.size()) {
            throw new KillFailure(
                    "discovery knows " + names.size() + " of " + all.size() + " relays");
        }
    }

    /// Which process that is.
    ServiceId name(PeerId relay) {
        return Optional.ofNullable(names.get(relay)).orElseThrow();
    }

    List<ServiceId> all() {
        return names.values().stream().sorted().toList();
    }

    /// How many are there and answer.
    synchronized int up() {
        return (int) states.values().stream().filter(State::up).count();
    }

    /// Whether all of them are there, and have been for a while.
    synchronized boolean isSettled() {
        long now = System.nanoTime();
        return states.values().stream()
                .allMatch(each -> each.up() && now - each.sinceNanos() > SETTLED_NANOS);
    }

    /// Whether more than one was away at a time in the last seconds, or one hung: then there may
    /// have been no way at all for as long as a first circuit is tried.
    synchronized boolean wereFew() {
        return fewNanos.filter(at -> System.nanoTime() - at < FEW_NANOS).isPresent();
    }

    /// From now on a lane is told of relays that others hit.
    synchronized void listen(Object lane, Consumer<Lost> listener) {
        listeners.put(lane, listener);
    }

    /// For one lane alone, until it gives it back.
    ///
    /// @return whether it has it now
    synchronized boolean reserve(Object lane) {
        if (reservedBy.isEmpty()) {
            reservedBy = Optional.of(lane);
        }
        return reservedBy.get().equals(lane);
    }

    synchronized boolean isReservedBy(Object lane) {
        return reservedBy.filter(lane::equals).isPresent();
    }

    synchronized void release(Object lane) {
        reservedBy = reservedBy.filter(holder -> !holder.equals(lane));
    }

    /// Kills or stops those of them that are there; each is back after that time.
    ///
    /// @param lane whose blow it is
    /// @param hang whether they are stopped, as a machine that hangs; then they die or go on
    /// @return those that were hit: none where too few would be left, or the yard is reserved
    synchronized List<Lost> strike(
            Object lane, List<ServiceId> wanted, boolean hang, long millis, boolean dies) {
        List<ServiceId> hit = wanted.stream().distinct().filter(this::isUp).toList();
        boolean barred = reservedBy.filter(holder -> !holder.equals(lane)).isPresent();
        if (barred || up() - hit.size() < FEWEST_LEFT) {
            return List.of();
        }
        boolean others = hit.size() == 1 && isSettled();
        if (hang || all().size() - up() + hit.size() > 1) {
            fewNanos = Optional.of(System.nanoTime());
        }
        Loss how = hang ? Loss.HANG : Loss.KILL;
        List<Lost> lost = hit.stream().map(relay -> new Lost(relay, how, others)).toList();
        listeners.forEach((other, listener) -> {
            if (!other.equals(lane)) {
                lost.forEach(listener);
            }
        });
        for (ServiceId relay : hit) {
            states.put(relay, new State(false, System.nanoTime()));
            if (hang) {
                hang(relay, millis, dies);
            } else {
                stack.kill(relay);
                comeBack(relay, millis);
            }
        }
        return lost;
    }

    private boolean isUp(ServiceId relay) {
        return Optional.ofNullable(states.get(relay)).filter(State::up).isPresent();
    }

    private synchronized void set(ServiceId relay, boolean up) {
        states.put(relay, new State(up, System.nanoTime()));
    }

    private void hang(ServiceId relay, long millis, boolean dies) {
        signal(relay, "STOP");
        comingBack(
                relay,
                () -> {
                    TimeUnit.MILLISECONDS.sleep(millis);
                    if (dies) {
                        stack.kill(relay);
                        stack.start(relay);
                    } else {
                        signal(relay, "CONT");
                    }
                });
    }

    private void comeBack(ServiceId relay, long millis) {
        comingBack(
                relay,
                () -> {
                    TimeUnit.MILLISECONDS.sleep(millis);
                    stack.start(relay);
                });
    }

    /// What brings a relay back.
    private interface Way {
        void go() throws InterruptedException;
    }

    private synchronized void comingBack(ServiceId relay, Way way) {
        comingBack.put(
                relay,
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                way.go();
                                set(relay, true);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        workers));
    }

    /// Java has no call for these signals; every POSIX system has the command.
    private void signal(ServiceId relay, String signal) {
        String pid = Long.toString(stack.pid(relay).orElseThrow());
        try {
            int code = new ProcessBuilder("kill", "-" + signal, pid).inheritIO().start().waitFor();
            if (code != 0) {
                throw new KillFailure("kill -" + signal + " of " + relay + " failed");
            }
        } catch (IOException e) {
            throw new KillFailure("no command kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until all are back.
    ///
    /// @throws KillFailure when one does not start any more
    void awaitAll() {
        List<CompletableFuture<Void>> all;
        synchronized (this) {
            all = List.copyOf(comingBack.values());
        }
        for (CompletableFuture<Void> each : all) {
            try {
                each.orTimeout(GONE_SECONDS, TimeUnit.SECONDS).join();
            } catch (CompletionException e) {
                throw new KillFailure("a relay did not come back", e);
            }
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        workers.close();
    }
}
