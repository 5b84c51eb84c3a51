package xyz.blueblocks.localstack.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.localstack.StackDaemon;
import xyz.blueblocks.localstack.StackSettings;
import xyz.blueblocks.localstack.state.StateFolder;
import xyz.blueblocks.sdk.Receiving;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.wire.audit.AuditBundle;
import xyz.blueblocks.wire.audit.LogVerifier;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Capability;

/// The whole drill of docs/operations/backup.md, timed.
class BackupDrillIT {
    private static final Random RANDOM = new Random(20_261_120);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @Test
    @DisplayName(
            "N08: restored into an empty folder a stack is the one it was: checkpoint equal, keys the same, nothing issued twice")
    void everything_is_lost_and_comes_back() throws Exception {
        StateFolder state = new StateFolder(folder.resolve("state"));
        Path busy = folder.resolve("busy.backup");
        Path last = folder.resolve("last.backup");
        Path seen = folder.resolve("seen");
        Noted before;
        JsonObject used;
        Path proof;
        try (LocalStack stack = LocalStack.start(all(state))) {
            used = stack.invites().issue(List.of(Capability.PATIENT));
            JsonObject other = stack.invites().issue(List.of(Capability.PROVIDER));
            String first;
            try (DrillPerson anna =
                            DrillPerson.enrolled(folder.resolve("anna"), used, Capability.PATIENT);
                    DrillPerson brook =
                            DrillPerson.enrolled(
                                    folder.resolve("brook"), other, Capability.PROVIDER);
                    Receiving receiving = brook.client().receive(brook, brook)) {
                assertThat(receiving.relays()).isNotEmpty();
                proof = anna.proof(transfer(anna, brook));
                first = Noted.checkpoint(stack);
                whileTheySend(
                        anna,
                        brook,
                        () -> {
                            new StackBackup(stack, _ -> {}).to(busy);
                        });
                Path _ = anna.proof(transfer(anna, brook));
                assertThat(anna.client().audit().departure()).isEmpty();
            }
            // Nobody says anything any more: what comes after the next backup is nothing.
            for (ServiceId id : ServiceId.all()) if (id.kind() == ServiceKind.RELAY) stack.stop(id);
            awaitSilence(stack);
            StackBackup.Made made = new StackBackup(stack, _ -> {}).to(last);
            before = Noted.of(stack, first);
            assertThat(made.logSize()).isEqualTo(Noted.size(before.newest()));
            Files.writeString(seen, before.newest());
        }
        wipe(state);
        olderIsHeld(state, busy, seen, before);
        wipe(state);

        Instant began = Instant.now();
        StackRestore.Restored restored =
                new StackRestore(last, state, _ -> {}).run(Optional.of(seen));
        assertThat(restored.held()).isFalse();
        try (LocalStack stack = LocalStack.start(all(state))) {
            assertThat(Noted.checkpointAt(stack, Noted.size(before.newest())))
                    .isEqualTo(before.newest());
            same(stack, before);
            goesOn(stack, before, used, proof);
            System.out.printf(
                    "restored and serving in %s (%d files, %d MiB)%n",
                    Duration.between(began, Instant.now()),
                    restored.files(),
                    restored.sizeBytes() >> 20);
        }
        wipe(state);
    }

    /// The backup that was taken while files were on their way is whole, and its log does not grow.
    private void olderIsHeld(StateFolder state, Path archive, Path seen, Noted before)
            throws Exception {
        assertThatThrownBy(() -> new StackRestore(archive, state, _ -> {}).run(Optional.of(seen)))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("The log went on after this backup.");
        assertThat(state.root().resolve("secrets")).doesNotExist();
        assertThat(new StackRestore(archive, state, _ -> {}).run(Optional.empty()).held()).isTrue();
        StackSettings few =
                all(state)
                        .withServices(
                                List.of(
                                        new ServiceId(ServiceKind.POSTGRES, 1),
                                        new ServiceId(ServiceKind.KAFKA, 1),
                                        new ServiceId(ServiceKind.DISCOVERY, 1),
                                        new ServiceId(ServiceKind.AUDIT, 1)));
        try (LocalStack stack = LocalStack.start(few)) {
            String newest = Noted.checkpoint(stack);
            assertThat(newest)
                    .isEqualTo(
                            Files.readString(state.root().resolve(StateFolder.BACKUP_CHECKPOINT)));
            Noted.continues(stack, before.first(), newest);
            await(
                    "the log says that it is held",
                    () ->
                            Files.readString(stack.log(new ServiceId(ServiceKind.AUDIT, 1)))
                                    .contains(
                                            "audit alert: the log is held at "
                                                    + Noted.size(newest)));
            assertThat(Noted.checkpoint(stack)).isEqualTo(newest);
        }
    }

    private static void same(LocalStack stack, Noted before) throws Exception {
        Noted now = Noted.of(stack, before.first());
        assertThat(now.keys()).isEqualTo(before.keys());
        assertThat(now.logKey()).isEqualTo(before.logKey());
        before.peers()
                .forEach((id, numbers) -> {
                    assertThat(now.peers()).containsKey(id);
                    List<Long> newer = now.peers().get(id);
                    assertThat(newer.get(0)).as("seq of %s", id).isEqualTo(numbers.get(0));
                    assertThat(newer.get(1))
                            .as("serial of %s", id)
                            .isGreaterThanOrEqualTo(numbers.get(1));
                    assertThat(newer.get(2))
                            .as("version of %s", id)
                            .isGreaterThanOrEqualTo(numbers.get(2));
                });
        assertThat(now.peers().keySet()).isEqualTo(before.peers().keySet());
        Noted.continues(stack, before.first(), now.newest());
    }

    private void goesOn(LocalStack stack, Noted before, JsonObject used, Path oldProof)
            throws Exception {
        try (DrillPerson anna = DrillPerson.back(folder.resolve("anna"));
                DrillPerson brook = DrillPerson.back(folder.resolve("brook"));
                Receiving receiving = brook.client().receive(brook, brook)) {
            assertThat(receiving.relays()).isNotEmpty();
            assertThat(before.peers().keySet())
                    .containsAll(receiving.relays().stream().map(PeerId::toString).toList());
            AuditBundle fresh =
                    AuditBundle.parse(Files.readAllBytes(anna.proof(transfer(anna, brook))))
                            .orElseThrow();
            assertThat(fresh.leafIndex()).isGreaterThanOrEqualTo(Noted.size(before.newest()));
            assertThat(anna.logKey()).isEqualTo(before.logKey());
            assertThat(LogVerifier.of(anna.logKey()).orElseThrow().verify(fresh))
                    .isInstanceOf(LogVerifier.Verdict.Verified.class);
            assertThat(
                            LogVerifier.of(anna.logKey())
                                    .orElseThrow()
                                    .verify(Files.readAllBytes(oldProof)))
                    .isInstanceOf(LogVerifier.Verdict.Verified.class);
            Noted.continues(stack, before.newest(), Noted.checkpoint(stack));
            assertThat(anna.client().audit().departure()).isEmpty();
        }
        assertThatThrownBy(() ->
                        DrillPerson.enrolled(folder.resolve("thief"), used, Capability.PATIENT))
                .as("an invite that was used before the backup")
                .isInstanceOf(BlueBlocksException.class);
    }

    private static Delivery transfer(DrillPerson from, DrillPerson to) throws Exception {
        byte[] content = new byte[100_000];
        RANDOM.nextBytes(content);
        Delivery delivery = from.send(to.id(), content);
        assertThat(to.next()).isEqualTo(content);
        return delivery;
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void whileTheySend(DrillPerson from, DrillPerson to, Work work)
            throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        List<Delivery> sent = new ArrayList<>();
        CompletableFuture<Void> traffic = new CompletableFuture<>();
        Thread.ofPlatform()
                .start(() -> {
                    try {
                        while (!enough.get()) sent.add(transfer(from, to));
                        traffic.complete(null);
                    } catch (Exception | AssertionError e) {
                        traffic.completeExceptionally(e);
                    }
                });
        try {
            work.run();
        } finally {
            enough.set(true);
        }
        traffic.join();
        assertThat(sent).isNotEmpty();
    }

    /// Until the log has not grown for a while: services tell it within a second.
    private static void awaitSilence(LocalStack stack) throws Exception {
        String before;
        do {
            before = Noted.checkpoint(stack);
            Thread.sleep(3_000);
        } while (!before.equals(Noted.checkpoint(stack)));
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            assertThat(Instant.now()).as(what).isBefore(deadline);
            Thread.sleep(100);
        }
    }

    private static void wipe(StateFolder state) {
        boolean ran = StackDaemon.down(state, true);
        assertThat(ran).isFalse();
    }

    /// One replica of each, and all relays: what a machine with two cores starts soonest.
    private static StackSettings all(StateFolder state) {
        return StackSettings.in(state.root())
                .withServices(
                        ServiceId.all().stream()
                                .filter(id -> id.kind() == ServiceKind.RELAY || id.number() == 1)
                                .toList());
    }
}
