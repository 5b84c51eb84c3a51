package xyz.blueblocks.audit.inbound;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import xyz.blueblocks.audit.core.ProofQueries;
import xyz.blueblocks.audit.core.TilePath;
import xyz.blueblocks.servicekit.error.Refused;
import xyz.blueblocks.wire.ErrorCode;

/// The log as C2SP tlog-tiles serves it: for everybody, cacheable for ever except the checkpoint.
@Path("/")
@RunOnVirtualThread
public class TileResource {
    private static final String IMMUTABLE = "public, max-age=31536000, immutable";

    private final ProofQueries proofs;

    /// Made by CDI.
    @Inject
    public TileResource(ProofQueries proofs) {
        this.proofs = proofs;
    }

    /// The newest checkpoint.
    @GET
    @Path("checkpoint")
    @Produces(MediaType.TEXT_PLAIN + ";charset=utf-8")
    public Response checkpoint() {
        String note = proofs.checkpoint().orElseThrow(TileResource::none);
        return Response.ok(note).header(HttpHeaders.CACHE_CONTROL, "no-cache").build();
    }

    /// Hashes of a tile.
    @GET
    @Path("tile/{level: [0-9]|[1-5][0-9]|6[0-3]}/{path: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response tile(@PathParam("level") int level, @PathParam("path") String path) {
        return immutable(path, place -> proofs.tile(level, place));
    }

    /// Commitments of a level 0 tile's leaves.
    @GET
    @Path("tile/entries/{path: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response entries(@PathParam("path") String path) {
        return immutable(path, proofs::entryBundle);
    }

    private static Response immutable(String path, Function<TilePath, Optional<byte[]>> find) {
        byte[] bytes = TilePath.parse(path).flatMap(find).orElseThrow(TileResource::none);
        return Response.ok(bytes).header(HttpHeaders.CACHE_CONTROL, IMMUTABLE).build();
    }

    private static Refused none() {
        return Refused.of(ErrorCode.INVALID_FORMAT, 404, "the signed log has no such tile");
    }
}
