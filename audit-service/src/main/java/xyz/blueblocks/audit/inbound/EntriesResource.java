package xyz.blueblocks.audit.inbound;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.audit.core.EntryQueries;
import xyz.blueblocks.audit.core.EventName;
import xyz.blueblocks.servicekit.audit.Decision;
import xyz.blueblocks.servicekit.auth.AuthenticatedPeer;
import xyz.blueblocks.servicekit.auth.PeerOnly;
import xyz.blueblocks.servicekit.error.Refused;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.audit.AuditBundle;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// Entries and receipts, for the parties of an entry only.
@Path("/api/v1/audit")
@PeerOnly
@RunOnVirtualThread
public class EntriesResource {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_NAME_CHARS = 256;
    private static final String PRIVATE = "private, no-store";

    private final EntryQueries queries;

    /// Made by CDI.
    @Inject
    public EntriesResource(EntryQueries queries) {
        this.queries = queries;
    }

    /// The caller's entries, oldest first; `after` takes the last answer's `next`.
    @GET
    @Decision("audit.read")
    @Path("entries")
    @Produces(MediaType.APPLICATION_JSON)
    public Response entries(
            @QueryParam("record") @Nullable String record,
            @QueryParam("peer") @Nullable String peer,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after,
            @Context RoutingContext request) {
        long count = limit == null ? DEFAULT_LIMIT : Numbers.required("limit", limit);
        if (count < 1 || count > EntryQueries.MAX_ENTRIES) {
            throw Refused.of(ErrorCode.INVALID_FORMAT, "limit: want 1..100");
        }
        EntryQueries.Query query =
                new EntryQueries.Query(
                        AuthenticatedPeer.of(request).id(),
                        name("record", record),
                        name("peer", peer),
                        after == null ? -1 : Numbers.required("after", after),
                        (int) count);
        EntryQueries.Page page = queries.entries(query);
        List<JsonObject> entries = new ArrayList<>();
        for (EntryQueries.Entry entry : page.entries()) {
            entries.add(
                    Json.object()
                            .put("leaf_index", entry.leafIndex())
                            .put("event", entry.event())
                            .build());
        }
        JsonObject.Builder answer = Json.object().put("entries", entries);
        page.next().ifPresent(next -> answer.put("next", next));
        return Response.ok(answer.build().canonical())
                .header(HttpHeaders.CACHE_CONTROL, PRIVATE)
                .build();
    }

    /// The bundle of one event, or with `format=tlog-proof` its proof alone.
    @GET
    @Decision("audit.receipt")
    @Path("receipt/{source}/{id}")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    public Response receipt(
            @PathParam("source") String source,
            @PathParam("id") String id,
            @QueryParam("format") @Nullable String format,
            @Context RoutingContext request) {
        EntryQueries.Receipt receipt =
                queries.receipt(AuthenticatedPeer.of(request).id(), new EventName(source, id));
        return switch (receipt) {
            case EntryQueries.Receipt.Proven(var bundle) -> answer(bundle, format);
            case EntryQueries.Receipt.NotSignedYet() ->
                    throw Refused.unavailable("logged; the next checkpoint covers it in a moment");
            // An entry of others and one that never was look alike (protocol, section 8).
            case EntryQueries.Receipt.Unknown() ->
                    throw Refused.of(
                            ErrorCode.PEER_NOT_FOUND, "no such event that you are a party of");
        };
    }

    private static Response answer(AuditBundle bundle, @Nullable String format) {
        if (format == null || format.equals("bundle")) {
            return file(bundle.toJson().canonical(), MediaType.APPLICATION_JSON, ".json", bundle);
        }
        if (format.equals("tlog-proof")) {
            String type = MediaType.TEXT_PLAIN + ";charset=utf-8";
            return file(bundle.tlogProof(), type, ".tlog-proof", bundle);
        }
        throw Refused.of(ErrorCode.INVALID_FORMAT, "format: want bundle or tlog-proof");
    }

    private static Response file(Object content, String type, String end, AuditBundle bundle) {
        String name = "audit-" + bundle.leafIndex() + end;
        return Response.ok(content, type)
                .header(HttpHeaders.CACHE_CONTROL, PRIVATE)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }

    private static Optional<String> name(String parameter, @Nullable String text) {
        if (text != null && (text.isEmpty() || text.length() > MAX_NAME_CHARS)) {
            throw Refused.of(ErrorCode.INVALID_FORMAT, parameter + ": want 1..256 characters");
        }
        return Optional.ofNullable(text);
    }
}
