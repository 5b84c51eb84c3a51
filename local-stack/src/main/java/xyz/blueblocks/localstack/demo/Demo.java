package xyz.blueblocks.localstack.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.localstack.demo.RelayWitness.Testimony;
import xyz.blueblocks.localstack.process.AtExit;
import xyz.blueblocks.localstack.state.PrivateFiles;
import xyz.blueblocks.sdk.Receiving;
import xyz.blueblocks.sdk.audit.AuditTrail;
import xyz.blueblocks.sdk.receive.Received;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.sdk.transfer.Progress;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.SendRequest;
import xyz.blueblocks.sdk.transfer.Transfer;
import xyz.blueblocks.wire.audit.LogVerifier.Verdict;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Capability;

/// The main job, start to end, on a stack that runs: two people, files over two relays, what each
/// relay held meanwhile, the receipt, the audit entries, and their proofs with the log switched
/// off.
///
/// Tells what it finds to a [Story]; it decides nothing about how that looks.
final class Demo {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ServiceId LOG = new ServiceId(ServiceKind.AUDIT, 1);

    /// Memory is looked at when this share of the largest file has arrived.
    private static final int WITNESS_AT_PERCENT = 30;

    private final LocalStack stack;
    private final Path folder;
    private final Story story;

    /// @param folder for people, inbox and proofs; kept between demos
    Demo(LocalStack stack, Path folder, Story story) {
        this.stack = stack;
        this.folder = folder;
        this.story = story;
    }

    /// Runs it; true when everything was as it must be.
    boolean run(List<Path> files) throws IOException, InterruptedException {
        Path inbox = PrivateFiles.folder(folder.resolve("inbox"));
        Path people = PrivateFiles.folder(folder.resolve("people"));
        try (DemoPerson anna = DemoPerson.open(people, "anna", Capability.PATIENT, stack);
                DemoPerson brook = DemoPerson.open(people, "brook", Capability.PROVIDER, stack);
                AtExit _ = AtExit.run("people-leave", () -> leave(anna, brook));
                KafkaWitness kafka = new KafkaWitness(stack)) {
            anna.profile().contacts().add("brook", brook.id());
            brook.profile().contacts().add("anna", anna.id());
            story.people(anna, brook);
            DemoInbox desk = new DemoInbox(anna.id(), inbox);
            Map<String, Delivery> delivered = new LinkedHashMap<>();
            boolean whole = true;
            boolean discreet = true;
            try (Receiving receiving = brook.client().receive(desk, desk)) {
                story.attached(receiving.relays());
                Path largest = largest(files);
                for (Path file : files) {
                    RelayWitness witness = file.equals(largest) ? witness(anna, brook, file) : null;
                    Sent sent = send(anna, brook, file, witness);
                    Received received = desk.next();
                    delivered.put(sent.delivery.id(), sent.delivery);
                    boolean same = isSame(file, received.file().orElseThrow());
                    story.delivered(file, sent.delivery, received, same);
                    whole &= same;
                    discreet &= story.testimony(sent.heard, sent.delivery.relays());
                }
            }
            List<JsonObject> events =
                    kafka.about(delivered.keySet(), 2 * delivered.size(), PATIENCE);
            story.audited(events);
            boolean proved = prove(List.of(anna, brook), delivered.keySet());
            return whole && discreet && proved && events.size() == 2 * delivered.size();
        }
    }

    /// Relays that stop wait for circuits to end; people who are gone have none.
    private static void leave(DemoPerson anna, DemoPerson brook) {
        anna.client().close();
        brook.client().close();
    }

    private RelayWitness witness(DemoPerson anna, DemoPerson brook, Path file) throws IOException {
        RelayWitness witness =
                new RelayWitness(stack, folder.resolve("dumps"), anna.id(), brook.id());
        witness.content(file);
        return witness;
    }

    private record Sent(Delivery delivery, List<Testimony> heard) {}

    private Sent send(
            DemoPerson anna,
            DemoPerson brook,
            Path file,
            @org.jspecify.annotations.Nullable RelayWitness witness)
            throws InterruptedException {
        CompletableFuture<List<Testimony>> heard = new CompletableFuture<>();
        AtomicBoolean asked = new AtomicBoolean();
        try (Story.Bar bar = story.bar(String.valueOf(file.getFileName()))) {
            ProgressListener listener =
                    progress -> {
                        bar.progress(progress);
                        if (witness != null
                                && isHalfWay(progress)
                                && asked.compareAndSet(false, true)) {
                            hear(witness, heard);
                        }
                    };
            Transfer transfer =
                    anna.client()
                            .send(
                                    SendRequest.ofFile(brook.id(), file, MediaTypes.of(file))
                                            .because("treatment"),
                                    listener);
            Delivery delivery = transfer.await();
            if (witness == null) {
                heard.complete(List.of());
            } else if (asked.compareAndSet(false, true)) {
                // Too small to be caught on its way: the circuit was there a moment ago.
                hear(witness, heard);
            }
            return new Sent(delivery, heard.join());
        } catch (CompletionException e) {
            throw new IllegalStateException("the relays' memory could not be read", e.getCause());
        }
    }

    private static boolean isHalfWay(Progress progress) {
        return progress.phase() == Progress.Phase.SENDING
                && progress.bytesDone() * 100 >= progress.bytesTotal() * WITNESS_AT_PERCENT;
    }

    private static void hear(RelayWitness witness, CompletableFuture<List<Testimony>> heard) {
        Thread.ofPlatform()
                .name("relay-witness")
                .start(() -> {
                    try {
                        heard.complete(witness.hear());
                    } catch (IOException e) {
                        heard.completeExceptionally(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        heard.completeExceptionally(e);
                    }
                });
    }

    /// Fetches all proofs, switches the log off, and checks them from files with the pinned key.
    private boolean prove(List<DemoPerson> people, Set<String> records) throws IOException {
        record Proof(DemoPerson person, Path file) {}
        List<Proof> proofs = new ArrayList<>();
        for (DemoPerson person : people) {
            for (String id : records) {
                proofs.add(new Proof(person, person.client().audit().fetch(id, PATIENCE)));
            }
        }
        stack.stop(LOG);
        story.logStopped();
        boolean all = true;
        for (Proof proof : proofs) {
            Verdict verdict =
                    AuditTrail.verify(Files.readAllBytes(proof.file), proof.person.pinnedLogKey());
            story.proof(proof.person.name(), proof.file, verdict);
            all &= verdict instanceof Verdict.Verified;
        }
        return all;
    }

    private static Path largest(List<Path> files) throws IOException {
        Path largest = files.getFirst();
        for (Path each : files) {
            largest = Files.size(each) > Files.size(largest) ? each : largest;
        }
        return largest;
    }

    private static boolean isSame(Path sent, Path received) throws IOException {
        return Files.mismatch(sent, received) == -1;
    }
}
