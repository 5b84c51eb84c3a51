package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.sdk.Receiving;
import xyz.blueblocks.wire.message.Capability;

/// Replicas die by kill -9 under a client that is running.
@ExtendWith(SharedStack.class)
class ReplicaLossE2E {
    @AfterEach
    void bringBack() {
        SharedStack.stack().startAll();
    }

    @Test
    @DisplayName("A17: a running client does not notice kill -9 of either discovery replica")
    void discovery_may_lose_a_replica() {
        try (Person patient = Person.enrolled("patient", Capability.PATIENT)) {
            for (ServiceId replica : SharedStack.all(ServiceKind.DISCOVERY)) {
                SharedStack.stack().kill(replica);
                assertThat(sees(patient))
                        .as("without %s", replica)
                        .contains(patient.id().toString());
                patient.directory().heartbeat(0);
                SharedStack.stack().start(replica);
            }
        }
    }

    @Test
    @DisplayName(
            "A17, B01: kill -9 of the planner that answers goes unnoticed while files are being sent")
    void planning_may_lose_a_replica() throws IOException, InterruptedException {
        try (Member anna = Member.enrolled("anna", Capability.PATIENT);
                Member brook = Member.enrolled("brook", Capability.PROVIDER)) {
            Inbox inbox = Inbox.of(anna.id());
            try (Receiving receiving = brook.client().receive(inbox, inbox);
                    Traffic traffic = Traffic.between(anna, brook.id(), inbox)) {
                assertThat(receiving.relays()).isNotEmpty();
                for (ServiceId replica : SharedStack.all(ServiceKind.PLANNER)) {
                    // Each look-up asks the other replica first, so two in a row ask both.
                    traffic.await(2);
                    SharedStack.stack().kill(replica);
                    assertThat(SharedStack.stack().pid(replica)).isEmpty();
                    traffic.await(4);
                    SharedStack.stack().start(replica);
                }
                traffic.await(2);
            }
        }
    }

    private static List<String> sees(Person person) {
        return person
                .directory()
                .peers(Optional.of(Capability.PATIENT), Optional.empty(), 100, Optional.empty())
                .peers()
                .stream()
                .map(peer -> peer.peerId().toString())
                .toList();
    }
}
