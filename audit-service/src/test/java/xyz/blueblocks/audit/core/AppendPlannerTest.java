package xyz.blueblocks.audit.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.wire.event.AuditEvent;
import xyz.blueblocks.wire.json.Json;

class AppendPlannerTest {
    private final MasterKey master = Samples.master();
    private final EventJudge judge = new EventJudge(master);
    private final AppendPlanner planner = new AppendPlanner(master, Samples.random(1));
    private final Snapshot empty = new Snapshot(0, List.of(), Map.of(), Map.of());

    @Test
    @DisplayName("H03: equal events in one batch become one leaf")
    void logs_equal_events_once() {
        AuditEvent event = Samples.event("e1", 1, 2);
        String spaced = event.toJson().text().replace(",", " ,\n");
        AppendPlan plan =
                planner.plan(
                        empty,
                        judged(
                                Samples.incoming(0, event),
                                Samples.incoming(1, event),
                                Samples.incoming(2, spaced.getBytes(StandardCharsets.UTF_8))));
        assertThat(plan.leaves()).hasSize(1);
        assertThat(plan.repeats()).isEqualTo(2);
        assertThat(plan.deadLetters()).isEmpty();
        assertThat(plan.treeSize()).isEqualTo(1);
    }

    @Test
    @DisplayName("H03: another body under a known source and id is a dead letter, the first stays")
    void refuses_another_body_under_a_known_name() {
        AppendPlan plan =
                planner.plan(
                        empty,
                        judged(
                                Samples.incoming(0, Samples.event("e1", 1, 2)),
                                Samples.incoming(1, Samples.event("e1", 1, 3))));
        assertThat(plan.leaves()).hasSize(1);
        assertThat(plan.deadLetters()).hasSize(1);
        assertThat(plan.deadLetters().getFirst().reason()).isEqualTo(RefusalReason.CONFLICT);
        assertThat(plan.deadLetters().getFirst().incoming().position().offset()).isEqualTo(1);
    }

    @Test
    void a_member_that_this_version_does_not_know_makes_another_body() {
        AuditEvent event = Samples.event("e1", 1, 2);
        byte[] more = event.toJson().with("extension", Json.text("x")).canonical();
        AppendPlan plan =
                planner.plan(empty, judged(Samples.incoming(0, event), Samples.incoming(1, more)));
        assertThat(plan.deadLetters()).hasSize(1);
    }

    @Test
    void equal_ids_of_different_producers_are_different_events() {
        String other = AuditEvent.serviceSource("relay", "0");
        AppendPlan plan =
                planner.plan(
                        empty,
                        judged(
                                Samples.incoming(0, Samples.event("e1", 1, 2)),
                                Samples.incoming(1, Samples.event(other, "e1", 1, 2, true))));
        assertThat(plan.leaves()).hasSize(2);
    }

    @Test
    void knows_what_the_store_holds_and_what_was_erased() {
        List<Verdict> events = judged(Samples.incoming(0, Samples.event("e1", 1, 2)));
        NewLeaf leaf = planner.plan(empty, events).leaves().getFirst();
        Snapshot held = known(leaf, Optional.of(leaf.fingerprint()));
        assertThat(planner.plan(held, events).repeats()).isEqualTo(1);
        List<Verdict> other = judged(Samples.incoming(1, Samples.event("e1", 1, 3)));
        assertThat(planner.plan(held, other).deadLetters()).hasSize(1);
        Snapshot erased = known(leaf, Optional.empty());
        assertThat(planner.plan(erased, other).repeats()).isEqualTo(1);
    }

    @Test
    @DisplayName("X40: entries of one person share a key, salts and commitments never repeat")
    void one_key_per_person_one_salt_per_leaf() {
        List<IncomingEvent> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            events.add(Samples.incoming(i, Samples.event("e" + i, 1 + i % 2, 5)));
        }
        AppendPlan plan = planner.plan(empty, judged(events.toArray(IncomingEvent[]::new)));
        assertThat(plan.subjects()).hasSize(2);
        assertThat(plan.leaves().stream().map(NewLeaf::subjectRef).distinct()).hasSize(2);
        assertThat(plan.leaves().stream().map(NewLeaf::salt).distinct()).hasSize(20);
        assertThat(plan.leaves().stream().map(NewLeaf::commitment).distinct()).hasSize(20);
        assertThat(plan.leaves().getFirst().partyTags())
                .containsExactlyInAnyOrder(
                        PartyName.tag(master, Samples.address(1)),
                        PartyName.tag(master, Samples.peer(5).toString()));
    }

    @Test
    @DisplayName("X40: without its opening a leaf fits no entry, not even the right one")
    void a_leaf_is_silent_without_its_opening() {
        AuditEvent event = Samples.event("e1", 1, 2);
        NewLeaf first = planner.plan(empty, judged(Samples.incoming(0, event))).leaves().getFirst();
        NewLeaf again = planner.plan(empty, judged(Samples.incoming(0, event))).leaves().getFirst();
        // The same entry of the same person, logged in two worlds: nothing public is equal.
        assertThat(first.commitment()).isNotEqualTo(again.commitment());
        assertThat(first.sealed()).isNotEqualTo(again.sealed());
        assertThat(first.sealed().hex())
                .doesNotContain(hex("treatment"))
                .doesNotContain(hex("bb1"));
    }

    private static String hex(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static Snapshot known(NewLeaf leaf, Optional<Octets> fingerprint) {
        TileEdge edge = TileEdge.of(0, List.of());
        edge.append(new byte[32]);
        return new Snapshot(
                1, List.copyOf(edge.edge()), Map.of(leaf.eventTag(), fingerprint), Map.of());
    }

    private List<Verdict> judged(IncomingEvent... events) {
        return Arrays.stream(events).map(judge::judge).toList();
    }
}
