package xyz.blueblocks.bench.kills;

import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.sdk.directory.Directory;
import xyz.blueblocks.wire.message.RelayDescriptor;

/// The relays of the stack: killed or stopped here, and brought back without being waited for.
final class RelayYard implements AutoCloseable {
    private static final long GONE_SECONDS = 120;

    private final LocalStack stack;
    private final Map<PeerId, ServiceId> names = new HashMap<>();
    private final Map<ServiceId, State> states = new HashMap<>();
    private final Map<ServiceId, CompletableFuture<Void>> comingBack = new HashMap<>();
    private final Map<Loss, Integer> losses = new EnumMap<>(Loss.class);
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    /// What can happen to a relay.
    enum Loss {
        KILL,
        HANG
    }

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

    synchronized boolean isUp(ServiceId relay) {
        return Optional.ofNullable(states.get(relay)).filter(State::up).isPresent();
    }

    /// How many are there and answer.
    synchronized int up() {
        return (int) states.values().stream().filter(State::up).count();
    }

    /// Since when all of them are there; empty while one is not.
    synchronized Optional<Long> allUpSinceNanos() {
        return states.values().stream().allMatch(State::up)
                ? states.values().stream().map(State::sinceNanos).max(Long::compare)
                : Optional.empty();
    }

    synchronized int count(Loss loss) {
        return losses.getOrDefault(loss, 0);
    }

    private synchronized void set(ServiceId relay, boolean up) {
        states.put(relay, new State(up, System.nanoTime()));
    }

    /// Kills one; it is started again after that time.
    void kill(ServiceId relay, long downMillis) {
        lost(relay, Loss.KILL);
        stack.kill(relay);
        comeBack(relay, downMillis);
    }

    private synchronized void lost(ServiceId relay, Loss loss) {
        states.put(relay, new State(false, System.nanoTime()));
        losses.merge(loss, 1, Integer::sum);
    }

    /// Stops one, as a machine that hangs; after that time it goes on where it was, or dies.
    void hang(ServiceId relay, long millis, boolean dies) {
        lost(relay, Loss.HANG);
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
