package xyz.blueblocks.servicekit.auth;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import xyz.blueblocks.servicekit.audit.Decision;
import xyz.blueblocks.servicekit.error.Refused;
import xyz.blueblocks.servicekit.testing.TestPeer;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.token.JwkSet;

/// Rooms behind the kit's doors, for its own tests.
@Path("/room")
public class RoomResource {
    static final TestPeer DISCOVERY = TestPeer.named("kit-discovery");

    @GET
    @Path("/mine")
    @PeerOnly
    @Decision("room.read")
    public Uni<String> mine(@Context RoutingContext request) {
        return Uni.createFrom().item(AuthenticatedPeer.of(request).id().toString());
    }

    @GET
    @Path("/of/{peer_id}")
    @PeerOnly
    public String look() {
        return "seen";
    }

    @POST
    @Path("/of/{peer_id}")
    @PeerOnly
    @Decision("room.write")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<byte[]> write(byte[] body) {
        return Uni.createFrom().item(body);
    }

    @GET
    @Path("/open")
    public String open() {
        return "open";
    }

    @GET
    @Path("/broken")
    public String broken() {
        throw new IllegalStateException("secret detail xyz.blueblocks.Secret");
    }

    @GET
    @Path("/broken-later")
    public Uni<String> brokenLater() {
        return Uni.createFrom().failure(new IllegalStateException("secret detail"));
    }

    @GET
    @Path("/refused")
    @Decision("room.refuse")
    public Uni<String> refused() {
        return Uni.createFrom()
                .failure(
                        Refused.of(ErrorCode.ACCESS_DENIED, "no grant for this record")
                                .with("record_id", "rec_1"));
    }

    @Produces
    @Singleton
    SessionKeys keys() {
        JwkSet keys =
                new JwkSet(
                        List.of(new JwkSet.Key(DISCOVERY.key().publicKey(), JwkSet.Use.SESSION)));
        return () -> keys;
    }
}
