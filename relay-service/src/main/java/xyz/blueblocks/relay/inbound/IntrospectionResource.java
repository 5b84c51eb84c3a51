package xyz.blueblocks.relay.inbound;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import xyz.blueblocks.relay.core.RelayInsight;
import xyz.blueblocks.relay.core.RelayView;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// What this process holds about who talks through it: for tests that look for what it must not
/// know. Not there unless the operator switched it on.
@Singleton
@Path("/api/v1/introspection")
public final class IntrospectionResource {
    private final RelayInsight relay;
    private final boolean enabled;

    @Inject
    IntrospectionResource(
            RelayInsight relay,
            @ConfigProperty(name = "blueblocks.relay.introspection", defaultValue = "false")
                    boolean enabled) {
        this.relay = relay;
        this.enabled = enabled;
    }

    /// Neighbours, attached peers, circuits.
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public CompletionStage<byte[]> view() {
        if (!enabled) {
            throw new NotFoundException();
        }
        return relay.view().thenApply(view -> json(view).canonical());
    }

    static JsonObject json(RelayView view) {
        return Json.object()
                .putTexts("neighbours", view.neighbours().stream().map(Object::toString).toList())
                .putTexts("attached", view.attached().stream().map(Object::toString).toList())
                .put("circuits", view.circuits().stream().map(IntrospectionResource::json).toList())
                .build();
    }

    private static JsonObject json(RelayView.CircuitView circuit) {
        return Json.object()
                .put("previous", circuit.previous().toString())
                .put("previous_circuit", circuit.previousId().toString())
                .put("next", circuit.next().toString())
                .put("next_circuit", circuit.nextId().toString())
                .put("cells", circuit.cells())
                .put("bytes", circuit.bytes())
                .build();
    }
}
