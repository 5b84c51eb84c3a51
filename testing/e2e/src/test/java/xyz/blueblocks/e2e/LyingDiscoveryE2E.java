package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.sdk.Receiving;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.route.Route;
import xyz.blueblocks.sdk.route.RouteTerms;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.message.Capability;

/// A discovery that everybody trusts by its certificate changes what relays have signed.
@ExtendWith(SharedStack.class)
class LyingDiscoveryE2E {
    private static final long SIZE_BYTES = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ASK_EVERY = Duration.ofMillis(200);

    @Test
    @DisplayName("B02, X06: descriptors whose signature has one wrong character are no relays")
    void forged_descriptors_are_not_listed() throws IOException {
        try (LyingDiscovery liar = LyingDiscovery.open();
                Person victim = Person.enrolledAt("victim", liar.url())) {
            int relays = ServiceKind.RELAY.replicas();
            assertThat(victim.directory().relays()).hasSize(relays);
            liar.lie(in("relays", LyingDiscoveryE2E::forged));
            assertThat(victim.directory().relays()).isEmpty();
            liar.lie(UnaryOperator.identity());
            assertThat(victim.directory().relays()).hasSize(relays);
        }
    }

    @Test
    @DisplayName(
            "B02, X06: a route with a forged descriptor, or with onion keys of another relay, is E005")
    void forged_routes_are_refused() throws IOException, InterruptedException {
        try (LyingDiscovery liar = LyingDiscovery.open();
                Person victim = Person.enrolledAt("victim", liar.url());
                Member brook = Member.enrolled("brook", Capability.PROVIDER)) {
            Inbox inbox = Inbox.of(victim.id());
            try (Receiving receiving = brook.client().receive(inbox, inbox)) {
                assertThat(receiving.relays()).isNotEmpty();
                assertThat(honest(victim, brook).hops()).hasSize(2);
                liar.lie(in("path", LyingDiscoveryE2E::withForgedDescriptor));
                assertRefused(victim, brook);
                liar.lie(in("path", LyingDiscoveryE2E::withForeignKeys));
                assertRefused(victim, brook);
                liar.lie(UnaryOperator.identity());
                assertThat(honest(victim, brook).hops()).hasSize(2);
            }
        }
    }

    /// A route as it is; the receiver's attachment takes a moment to be known everywhere.
    private static Route honest(Person victim, Member brook) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return victim.directory().route(brook.id(), SIZE_BYTES, Set.of(), RouteTerms.USUAL);
            } catch (BlueBlocksException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
            }
            Thread.sleep(ASK_EVERY);
        }
    }

    private static void assertRefused(Person victim, Member brook) {
        assertThatThrownBy(() ->
                        victim.directory()
                                .route(brook.id(), SIZE_BYTES, Set.of(), RouteTerms.USUAL))
                .isInstanceOfSatisfying(
                        BlueBlocksException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SIGNATURE);
                            assertThat(e.whatToDo()).contains("nothing was sent");
                        });
    }

    /// Changes a list of objects in an answer that has such a list; other answers pass.
    private static UnaryOperator<String> in(String list, UnaryOperator<List<JsonObject>> how) {
        return body -> {
            if (!body.contains("\"" + list + "\"")) {
                return body;
            }
            JsonObject answer =
                    Json.parse(body.getBytes(StandardCharsets.UTF_8), Limits.MAX_LIST_JSON_BYTES)
                            .orElseThrow();
            List<JsonObject> told =
                    answer.array(list).orElseThrow().stream().map(JsonObject.class::cast).toList();
            List<JsonValue> lies = List.copyOf(how.apply(told));
            return answer.with(list, new JsonValue.Array(lies)).text();
        };
    }

    private static List<JsonObject> forged(List<JsonObject> descriptors) {
        return descriptors.stream().map(LyingDiscoveryE2E::forged).toList();
    }

    private static List<JsonObject> withForgedDescriptor(List<JsonObject> path) {
        JsonObject first = path.getFirst();
        JsonObject forged = forged(first.object("descriptor").orElseThrow());
        return List.of(first.with("descriptor", forged), path.getLast());
    }

    /// The first relay's onion keys, exchanged for those of one that works with the liar.
    private static List<JsonObject> withForeignKeys(List<JsonObject> path) {
        JsonObject first = path.getFirst();
        JsonObject foreign = path.getLast().object("descriptor").orElseThrow();
        JsonObject mixed =
                first.object("descriptor")
                        .orElseThrow()
                        .with("onion_keys", foreign.get("onion_keys").orElseThrow());
        return List.of(first.with("descriptor", mixed), path.getLast());
    }

    private static JsonObject forged(JsonObject descriptor) {
        String signature = descriptor.text("signature").orElseThrow();
        int at = signature.indexOf(':') + 1;
        char other = signature.charAt(at) == 'A' ? 'B' : 'A';
        return descriptor.with(
                "signature",
                new JsonValue.Text(
                        signature.substring(0, at) + other + signature.substring(at + 1)));
    }
}
