package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.fixture.TinyRelay;
import xyz.blueblocks.sdk.route.AllowedPlaces;
import xyz.blueblocks.sdk.route.RelayPlace;
import xyz.blueblocks.sdk.route.RouteTerms;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.ContentTypes;
import xyz.blueblocks.wire.message.Priority;
import xyz.blueblocks.wire.message.RelayDescriptor;

/// Where transfers may go and how urgent they are: this goes with every route that is asked for,
/// whatever is sent.
final class RouteTermsIT extends TransferCase {
    private static final AllowedPlaces DUTCH = AllowedPlaces.jurisdictions("NL");
    private static final RouteTerms DUTCH_EMERGENCY = new RouteTerms(DUTCH, Priority.EMERGENCY);

    private SendRequest message() {
        return SendRequest.ofBytes(ends.to.id, new byte[] {1, 2, 3}, ContentTypes.TEXT);
    }

    @Test
    @DisplayName(
            "B04, B09: a message does not go over the open session of one with other wishes or another priority")
    void sessions_are_shared_on_equal_terms_alone() throws Exception {
        ends.settings =
                ends.settings.withTimes(
                        Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofMinutes(5));
        ends.start(2);
        ends.sender.send(message(), ProgressListener.NONE).await();
        ends.sender.send(message().within(DUTCH), ProgressListener.NONE).await();
        ends.sender.send(message().within(DUTCH), ProgressListener.NONE).await();
        SendRequest urgent = message().priority(Priority.EMERGENCY);
        ends.sender.send(urgent, ProgressListener.NONE).await();
        ends.sender.send(message(), ProgressListener.NONE).await();
        ends.sender.send(urgent, ProgressListener.NONE).await();

        assertThat(ends.terms)
                .containsExactly(
                        RouteTerms.USUAL,
                        RouteTerms.USUAL.within(DUTCH),
                        RouteTerms.USUAL.priority(Priority.EMERGENCY));
    }

    @Test
    @DisplayName(
            "B09: a delivery proves where it went: each relay's region and jurisdiction as that relay signed them")
    void a_delivery_tells_the_places() throws Exception {
        ends.start(2);
        Delivery delivery =
                ends.sender.send(message().within(DUTCH), ProgressListener.NONE).await();

        assertProves(delivery, ends.relays);
    }

    @Test
    @DisplayName(
            "B04, B09, B10: a spare route is as urgent and bound by the wish, and both circuits' relays are proved")
    void the_spare_is_bound_too() throws Exception {
        ends.start(2);
        TinyRelay third = new TinyRelay(ends.authority, ends.directory);
        TinyRelay fourth = new TinyRelay(ends.authority, ends.directory);
        List<TinyRelay> first = List.copyOf(ends.relays);
        ends.relays.addAll(List.of(third, fourth));
        ends.to.attach(fourth);
        ends.routes =
                (_, _, avoid) ->
                        first.stream().anyMatch(each -> avoid.contains(each.id))
                                ? ends.to.over(third, fourth)
                                : ends.to.over(first.get(0), first.get(1));
        Path file = large();
        Transfer transfer = haltedEmergency(file);
        first.getLast().close();
        Delivery delivery = transfer.await();

        assertThat(delivery.relays()).containsExactly(third.id, fourth.id);
        assertProves(delivery, ends.relays);
        assertThat(ends.terms).hasSizeGreaterThan(1).containsOnly(DUTCH_EMERGENCY);
        whole(file);
    }

    @Test
    @DisplayName(
            "B04, B09, E11: a transfer that is resumed by another program keeps its wish and is as urgent")
    void a_resumed_transfer_keeps_its_terms() throws Exception {
        ends.start(1);
        Path file = large();
        Transfer transfer = haltedEmergency(file);
        ends.sender.close();
        ends.relays.getFirst().freezeAfter = Integer.MAX_VALUE;
        assertThatThrownBy(transfer::await).isInstanceOf(BlueBlocksException.class);
        ends.terms.clear();
        ends.startSender();
        ends.sender.resume(ends.sender.unfinished().getFirst().id(), ProgressListener.NONE).await();

        assertThat(ends.terms).isNotEmpty().containsOnly(DUTCH_EMERGENCY);
        whole(file);
    }

    @Test
    @DisplayName("B09: where no route within the wish can be set up, it is E007 and names the wish")
    void a_failed_set_up_names_the_wish() throws Exception {
        ends.start(2);
        ends.relays.getFirst().close();
        Transfer transfer = ends.sender.send(message().within(DUTCH), ProgressListener.NONE);

        assertThatThrownBy(transfer::await)
                .isInstanceOfSatisfying(
                        BlueBlocksException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.ROUTE_UNAVAILABLE);
                            assertThat(e.whatHappened()).contains("under jurisdiction NL");
                            assertThat(e.whatToDo()).contains("Allow another");
                        });
        assertThat(ends.terms).containsOnly(RouteTerms.USUAL.within(DUTCH));
        assertThat(ends.arrived).isEmpty();
    }

    private Transfer haltedEmergency(Path file) {
        TinyRelay relay = ends.relays.getFirst();
        relay.freezeAfter = 60;
        Transfer transfer =
                ends.sender.send(
                        SendRequest.ofFile(ends.to.id, file, "video/mp4")
                                .within(DUTCH)
                                .priority(Priority.EMERGENCY),
                        ProgressListener.NONE);
        Eventually.holds("frozen", () -> relay.cells.get() > relay.freezeAfter);
        return transfer;
    }

    private static void assertProves(Delivery delivery, List<TinyRelay> relays) {
        List<PeerId> ids = relays.stream().map(relay -> relay.id).toList();
        assertThat(delivery.places()).extracting(RelayPlace::relay).isEqualTo(ids);
        for (RelayPlace place : delivery.places()) {
            RelayDescriptor signed =
                    RelayDescriptor.verified(place.descriptor(), place.relay(), Instant.now())
                            .orElseThrow();
            assertThat(place.region()).isEqualTo(signed.region()).isEqualTo("eu");
            assertThat(place.jurisdiction()).isEqualTo(signed.jurisdiction()).isEqualTo("NL");
        }
    }
}
