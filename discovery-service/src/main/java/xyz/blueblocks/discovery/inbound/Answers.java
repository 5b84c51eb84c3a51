package xyz.blueblocks.discovery.inbound;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import xyz.blueblocks.discovery.core.PeerRecord;
import xyz.blueblocks.discovery.core.PeerStore;
import xyz.blueblocks.discovery.core.StoreUnavailable;
import xyz.blueblocks.servicekit.error.Refused;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.JsonObject;

/// Between core's results and HTTP.
final class Answers {
    private Answers() {}

    /// The value, or the refusal thrown.
    static <T> T granted(Decoded<T> result) {
        return switch (result) {
            case Decoded.Ok<T>(var value) -> value;
            case Decoded.Malformed<T> refused -> throw Refused.of(refused.code(), refused.why());
        };
    }

    /// A port's stage as a `Uni`; a store that is away is 503.
    static <T> Uni<T> stage(Supplier<CompletionStage<T>> port) {
        return Uni.createFrom()
                .completionStage(port)
                .onFailure(Answers::storeIsAway)
                .transform(_ -> away());
    }

    /// A port's stage whose result may refuse.
    static <T> Uni<T> grantedStage(Supplier<CompletionStage<Decoded<T>>> port) {
        return stage(port).map(Answers::granted);
    }

    /// A step on a stored peer, or, while the store is away, what the step would make of the peer
    /// as this replica has heard of it; nothing is kept then.
    static Uni<Stepped> step(
            Supplier<CompletionStage<Decoded<PeerRecord>>> stored,
            Supplier<CompletionStage<Optional<PeerRecord>>> heard,
            PeerStore.Step step) {
        return Uni.createFrom()
                .completionStage(stored)
                .map(result -> new Stepped(granted(result), true))
                .onFailure(Answers::storeIsAway)
                .recoverWithUni(
                        () -> stage(heard).map(known -> new Stepped(imagined(known, step), false)));
    }

    private static PeerRecord imagined(Optional<PeerRecord> known, PeerStore.Step step) {
        if (known.isEmpty()) {
            throw away(); // it may have come just before the store went
        }
        return granted(step.apply(known).map(PeerStore.Change::after));
    }

    /// The store is away, and this cannot be done without.
    static Refused away() {
        return Refused.unavailable("the directory is away; try again");
    }

    /// What became of a step.
    ///
    /// @param peer after it
    /// @param stored whether it was kept
    record Stepped(PeerRecord peer, boolean stored) {}

    static Response json(int status, JsonObject body) {
        return json(status, body.canonical());
    }

    static Response json(int status, byte[] body) {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body).build();
    }

    private static boolean storeIsAway(Throwable failure) {
        return failure instanceof StoreUnavailable
                || (failure instanceof CompletionException
                        && failure.getCause() instanceof StoreUnavailable);
    }
}
