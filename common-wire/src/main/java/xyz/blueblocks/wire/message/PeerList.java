package xyz.blueblocks.wire.message;

import java.util.List;
import java.util.Optional;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.json.Members;

/// Answer of `GET /peers`.
///
/// @param peers at most 100
/// @param total how many match in all
/// @param page which page this is, from 1
/// @param next cursor of the next page, opaque; absent on the last
public record PeerList(List<Peer> peers, long total, long page, Optional<String> next) {
    private static final int MAX_PEERS = 100;

    /// Copies the list and checks the ranges.
    public PeerList {
        peers = List.copyOf(peers);
        Check.most("peers", peers, MAX_PEERS);
        Check.range("total", total, peers.size(), JsonValue.Num.MAX);
        Check.range("page", page, 1, JsonValue.Num.MAX);
    }

    /// Reads the form.
    public static Decoded<PeerList> fromJson(JsonObject json) {
        return Members.read(
                json,
                m ->
                        new PeerList(
                                m.list("peers", 0, MAX_PEERS, Peer::fromJson),
                                m.integer("total", 0, JsonValue.Num.MAX),
                                m.integer("page", 1, JsonValue.Num.MAX),
                                m.optionalText("next", 512)));
    }

    /// The form.
    public JsonObject toJson() {
        return Json.object()
                .put("peers", peers.stream().map(Peer::toJson).toList())
                .put("total", total)
                .put("page", page)
                .putText("next", next)
                .build();
    }
}
