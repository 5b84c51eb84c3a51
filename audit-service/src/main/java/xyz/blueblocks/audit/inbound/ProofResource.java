package xyz.blueblocks.audit.inbound;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.audit.core.Octets;
import xyz.blueblocks.audit.core.ProofQueries;
import xyz.blueblocks.servicekit.error.Refused;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Proofs ready made, for callers that would rather not fetch tiles. For everybody.
@Path("/api/v1/audit/proof")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ProofResource {
    private final ProofQueries proofs;

    /// Made by CDI.
    @Inject
    public ProofResource(ProofQueries proofs) {
        this.proofs = proofs;
    }

    /// Inclusion of a leaf in the tree of `size` leaves; without `size`, in the newest signed tree.
    @GET
    @Path("inclusion")
    public byte[] inclusion(
            @QueryParam("leaf") @Nullable String leaf, @QueryParam("size") @Nullable String size) {
        long index = Numbers.required("leaf", leaf);
        long treeSize = size == null ? proofs.signedSize() : Numbers.required("size", size);
        ProofQueries.Proof proof =
                proofs.inclusion(index, treeSize)
                        .orElseThrow(() -> unknown("want leaf < size <= the signed size"));
        return answer(proof)
                .put("leaf_index", index)
                .put("tree_size", treeSize)
                .build()
                .canonical();
    }

    /// The tree of `to` leaves continues that of `from`; without `to`, the newest signed tree does.
    @GET
    @Path("consistency")
    public byte[] consistency(
            @QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        long first = Numbers.required("from", from);
        long second = to == null ? proofs.signedSize() : Numbers.required("to", to);
        ProofQueries.Proof proof =
                proofs.consistency(first, second)
                        .orElseThrow(() -> unknown("want from <= to <= the signed size"));
        return answer(proof).put("from", first).put("to", second).build().canonical();
    }

    private static JsonObject.Builder answer(ProofQueries.Proof proof) {
        List<String> hashes = proof.hashes().stream().map(ProofResource::text).toList();
        return Json.object().put("root_hash", text(proof.root())).putTexts("hashes", hashes);
    }

    private static String text(Octets hash) {
        return "sha256:" + hash.hex();
    }

    private static Refused unknown(String want) {
        return Refused.of(
                ErrorCode.INVALID_FORMAT, 404, "the signed log has no such tree; " + want);
    }
}
