package xyz.blueblocks.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.servicekit.testing.TestPeer;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Endpoint;
import xyz.blueblocks.wire.message.Heartbeat;
import xyz.blueblocks.wire.message.PeerMetadata;
import xyz.blueblocks.wire.message.Register;

final class MembershipTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final HpkePublicKey KEY = HpkePrivateKey.generate(HpkeKem.X25519).publicKey();

    private final TestPeer peer = TestPeer.named("member");
    private final Membership membership =
            new Membership(new DiscoveryPolicy(Set.of("us-west-2"), false), List.of());

    @Test
    @DisplayName("A11: each step of a peer's life has the next version, also through lost and gone")
    void versions_grow_with_every_step() {
        PeerRecord first =
                after(membership.register(asked(), invited(Capability.PROVIDER), NOW), null);
        PeerRecord beaten = after(membership.beat(beat(), NOW.plusSeconds(30)), first);
        PeerRecord lost = beaten.in(PeerState.LOST);
        PeerRecord back = after(membership.beat(beat(), NOW.plusSeconds(200)), lost);
        PeerRecord gone = after(Membership.leave(), back);

        assertThat(List.of(first, beaten, lost, back, gone))
                .extracting(PeerRecord::version)
                .containsExactly(
                        NOW.toEpochMilli(),
                        NOW.plusSeconds(30).toEpochMilli(),
                        NOW.plusSeconds(30).toEpochMilli() + 1,
                        NOW.plusSeconds(200).toEpochMilli(),
                        NOW.plusSeconds(200).toEpochMilli() + 1);
        assertThat(back.state()).isEqualTo(PeerState.ALIVE);
        assertThat(back.lastSeen()).isEqualTo(NOW.plusSeconds(200));
        assertThat(gone.event().version()).isEqualTo(gone.version());
    }

    @Test
    void a_step_after_a_restore_is_newer_than_what_was_said_before_it() {
        PeerRecord backedUp =
                after(membership.register(asked(), invited(Capability.PROVIDER), NOW), null);
        PeerRecord lastSaid = backedUp;
        for (int i = 1; i <= 20; i++) {
            lastSaid = after(membership.beat(beat(), NOW.plusMillis(i)), lastSaid);
        }

        PeerRecord restored = after(membership.beat(beat(), NOW.plusSeconds(60)), backedUp);
        PeerRecord enrolledAnew =
                after(
                        membership.register(
                                asked(), invited(Capability.PROVIDER), NOW.plusSeconds(60)),
                        null);

        assertThat(restored.version()).isGreaterThan(lastSaid.version());
        assertThat(enrolledAnew.version()).isGreaterThan(lastSaid.version());
    }

    @Test
    @DisplayName("A04: only what is both claimed and granted is attested")
    void attests_what_is_claimed_and_granted() {
        PeerRecord provider =
                after(membership.register(asked(), invited(Capability.PROVIDER), NOW), null);
        PeerRecord relayOnly =
                after(membership.register(asked(), invited(Capability.RELAY), NOW), provider);

        assertThat(provider.attested()).containsExactly(Capability.PROVIDER);
        assertThat(relayOnly.attested()).isEmpty();
        assertThat(relayOnly.isRelay()).isFalse();
    }

    @Test
    @DisplayName(
            "A07: a peer that comes back with its own key keeps its grant; a stranger has none")
    void returning_peers_keep_their_grant() {
        PeerRecord first =
                after(membership.register(asked(), invited(Capability.PROVIDER), NOW), null);
        Admission own = new Admission.Returning("id");

        assertThat(after(membership.register(asked(), own, NOW), first).attested())
                .containsExactly(Capability.PROVIDER);
        assertThat(refusal(membership.register(asked(), own, NOW).apply(Optional.empty())))
                .isEqualTo(ErrorCode.ACCESS_DENIED);
        assertThat(
                        refusal(
                                membership
                                        .register(asked(), own, NOW)
                                        .apply(Optional.of(first.in(PeerState.GONE)))))
                .isEqualTo(ErrorCode.ACCESS_DENIED);
    }

    @Test
    @DisplayName("A11: a plain heartbeat of a patient is not announced; coming back from lost is")
    void announces_only_what_others_need() {
        PeerRecord first = after(membership.register(asked(), invited(), NOW), null);

        assertThat(change(membership.beat(beat(), NOW), first).announced()).isFalse();
        assertThat(change(membership.beat(beat(), NOW), first.in(PeerState.LOST)).announced())
                .isTrue();
    }

    @Test
    @DisplayName("A10: an unknown or departed peer's heartbeat is E001")
    void refuses_heartbeats_of_strangers() {
        PeerRecord first = after(membership.register(asked(), invited(), NOW), null);

        assertThat(refusal(membership.beat(beat(), NOW).apply(Optional.empty())))
                .isEqualTo(ErrorCode.PEER_NOT_FOUND);
        assertThat(
                        refusal(
                                membership
                                        .beat(beat(), NOW)
                                        .apply(Optional.of(first.in(PeerState.GONE)))))
                .isEqualTo(ErrorCode.PEER_NOT_FOUND);
    }

    @Test
    @DisplayName("A12: a cursor says where it was and nothing else is one")
    void cursors_round_trip() {
        for (Cursor each : List.of(Cursor.START, new Cursor(Long.MAX_VALUE, Integer.MAX_VALUE))) {
            assertThat(Cursor.parse(each.text())).hasValue(each);
        }
        assertThat(Cursor.parse("")).isEmpty();
        assertThat(Cursor.parse("_".repeat(16))).isEmpty();
        assertThat(Cursor.parse("A".repeat(16))).isEmpty();
        assertThat(Cursor.parse("A".repeat(15))).isEmpty();
    }

    @Test
    @DisplayName("A06: the record of a peer shows its NPI to nobody, not even in a log line")
    void says_nothing_of_the_npi() {
        PeerRecord provider = after(membership.register(asked(), invited(), NOW), null);

        assertThat(provider.npi()).hasValue("1234567893");
        assertThat(provider.toString()).doesNotContain("1234567893");
        assertThat(provider.shown().toJson().text()).doesNotContain("1234567893");
        assertThat(provider.event().toJson().text()).doesNotContain("1234567893");
        assertThat(PeerRecord.of(provider.event()).npi()).isEmpty();
    }

    private Register asked() {
        return new Register(
                peer.id(),
                peer.key().publicKey(),
                KEY,
                List.of(Capability.PROVIDER),
                List.of(new Endpoint("wss", "wss://peer.example.com/p2p", 1)),
                new PeerMetadata("1.0.0", "us-west-2", Optional.of("1234567893")),
                Optional.empty(),
                Optional.empty(),
                NOW,
                TestPeer.nonce());
    }

    private static Heartbeat beat() {
        return new Heartbeat(NOW, TestPeer.nonce(), 0.5, 1, 10, Optional.empty(), Optional.empty());
    }

    private static Admission invited(Capability... capabilities) {
        return new Admission.Invited(
                new PeerStore.Invitation("jti", NOW.plus(Duration.ofHours(1))),
                Set.of(capabilities));
    }

    private static PeerRecord after(PeerStore.Step step, PeerRecord before) {
        return change(step, before).after();
    }

    private static PeerStore.Change change(PeerStore.Step step, PeerRecord before) {
        return step.apply(Optional.ofNullable(before)).orElseThrow();
    }

    private static ErrorCode refusal(Decoded<PeerStore.Change> result) {
        return ((Decoded.Malformed<PeerStore.Change>) result).code();
    }
}
