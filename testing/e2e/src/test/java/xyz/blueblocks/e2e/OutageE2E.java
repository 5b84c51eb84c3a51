package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import xyz.blueblocks.drill.Drill;
import xyz.blueblocks.drill.Fault;
import xyz.blueblocks.drill.Row;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.sdk.BlueBlocks;
import xyz.blueblocks.sdk.Options;
import xyz.blueblocks.sdk.Receiving;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.SendRequest;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Topics;
import xyz.blueblocks.wire.message.Capability;

/// Parts of the network go away one after another while messages and files are sent without a
/// break. After each: no transfer failed, and the audit log holds every event exactly once.
///
/// The outages are short here; `-Doutage.seconds=60` makes them a minute, `./bb drill` runs them
/// all.
@ExtendWith(SharedStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageE2E {
    private static final Duration AWAY = Duration.ofSeconds(Long.getLong("outage.seconds", 8));
    private static final Duration KILLED = Duration.ofSeconds(2);
    private static final ServiceId POSTGRES = SharedStack.service(ServiceKind.POSTGRES, 1);
    private static final ServiceId KAFKA = SharedStack.service(ServiceKind.KAFKA, 1);
    private static final byte[] TEXT = "good morning".getBytes(StandardCharsets.US_ASCII);

    private static Drill drill;

    @BeforeAll
    static void begin() throws Exception {
        drill = Drill.begin(SharedStack.stack(), SharedStack.folder("drill"));
    }

    @AfterEach
    void bringBack() {
        SharedStack.stack().startAll();
    }

    @AfterAll
    static void end() throws Exception {
        drill.close();
    }

    @Test
    @Order(1)
    @DisplayName(
            "A17: with PostgreSQL stopped transfers go on, and so do look-ups, routes, attachments and known peers' sessions; an invited one is told 503")
    void postgres_stopped() throws Exception {
        Profile anna = known("anna", Capability.PATIENT);
        Profile brook = known("brook", Capability.PROVIDER);
        assertGood(
                drill.under(
                        new Fault(POSTGRES, Fault.Kind.STOP, AWAY),
                        () -> {
                            assertServicesAreReady();
                            comeBackAndTalk(anna, brook);
                            assertNobodyNewIsTaken();
                        }));
        anna.close();
        brook.close();
    }

    @Test
    @Order(2)
    @DisplayName("A17: a PostgreSQL that stands still without a word stops no transfer")
    void postgres_frozen() throws Exception {
        assertGood(drill.under(new Fault(POSTGRES, Fault.Kind.FREEZE, AWAY)));
    }

    @Test
    @Order(3)
    @DisplayName("A17, H20: with Kafka away transfers go on, and no audit event is lost or doubled")
    void kafka_stopped() throws Exception {
        assertGood(drill.under(new Fault(KAFKA, Fault.Kind.STOP, AWAY)));
    }

    @Test
    @Order(4)
    @DisplayName("A17, H20: kill -9 of audit-service loses and doubles no event")
    void audit_killed() throws Exception {
        ServiceId audit = SharedStack.service(ServiceKind.AUDIT, 1);
        assertGood(drill.under(new Fault(audit, Fault.Kind.KILL, KILLED)));
    }

    @Test
    @Order(6)
    @DisplayName("A17, C29: an orderly restart of one service of each kind fails no transfer")
    void each_kind_rolled() throws Exception {
        for (ServiceKind kind :
                List.of(
                        ServiceKind.DISCOVERY,
                        ServiceKind.PLANNER,
                        ServiceKind.AUDIT,
                        ServiceKind.RELAY)) {
            assertGood(drill.under(Fault.roll(SharedStack.service(kind, 1))));
        }
    }

    @Test
    @Order(7)
    @DisplayName(
            "A17, H02: after all of it every transfer arrived once, and every event of every end and service is in the log once")
    void the_books_are_even() throws Exception {
        assertThat(drill.finish()).isEmpty();
    }

    private static void assertGood(Row row) {
        System.out.println(row);
        assertThat(row.failures()).as("failures during %s", row.fault()).isEmpty();
        assertThat(row.even()).as("audit after %s: %s", row.fault(), row).isTrue();
    }

    /// Somebody who was here before and has no session any more.
    private static Profile known(String name, Capability capability) {
        Profile profile = Person.invited(name, capability);
        try (BlueBlocks client = BlueBlocks.open(profile, Options.DEFAULT)) {
            client.register(List.of(capability), "local", Optional.empty());
        }
        // The network has heard of it once it is on the topic.
        EventLog.await(
                SharedStack.stack().observerKafka(),
                Topics.PEERS,
                event -> event.path("peer_id").asText().equals(profile.id().toString()),
                Duration.ofSeconds(30));
        return profile;
    }

    private static void comeBackAndTalk(Profile anna, Profile brook) throws Exception {
        Inbox inbox = Inbox.of(anna.id());
        try (BlueBlocks sender = BlueBlocks.open(anna, Options.DEFAULT);
                BlueBlocks receiver = BlueBlocks.open(brook, Options.DEFAULT);
                Receiving receiving = receiver.receive(inbox, inbox)) {
            assertThat(receiving.relays()).isNotEmpty();
            assertThat(sender.peers(Optional.of(Capability.PROVIDER), Optional.empty(), 100))
                    .isNotEmpty();
            assertThat(sender.directory().relays()).hasSize(ServiceKind.RELAY.replicas());
            sender.directory().heartbeat(1);
            SendRequest request = SendRequest.ofBytes(brook.id(), TEXT, "text/plain");
            Duration patience = Duration.ofSeconds(30);
            assertThat(sender.sendWaiting(request, ProgressListener.NONE, patience).recipient())
                    .isEqualTo(brook.id());
        }
    }

    private static void assertNobodyNewIsTaken() {
        try (Profile late = Person.invited("late", Capability.PATIENT);
                BlueBlocks client = BlueBlocks.open(late, Options.DEFAULT)) {
            BlueBlocksException refused =
                    catchThrowableOfType(
                            BlueBlocksException.class,
                            () ->
                                    client.register(
                                            List.of(Capability.PATIENT),
                                            "local",
                                            Optional.empty()));
            assertThat(refused.code()).isEqualTo(ErrorCode.TIMEOUT);
        }
    }

    private static void assertServicesAreReady() {
        SharedStack.stack().layout().services().stream()
                .filter(service -> !service.kind().isInfrastructure())
                .forEach(service -> {
                    Door door = Door.of(service);
                    assertThat(door.get("/q/health/ready").status())
                            .as("%s", service)
                            .isEqualTo(200);
                    assertThat(door.get("/q/health/live").status())
                            .as("%s", service)
                            .isEqualTo(200);
                });
    }
}
