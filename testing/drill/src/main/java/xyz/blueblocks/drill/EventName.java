package xyz.blueblocks.drill;

/// What names an audit event everywhere and for ever.
///
/// @param source who reported it
/// @param id theirs
record EventName(String source, String id) {
    private static final String PEER = "urn:blueblocks:peer:";

    static EventName ofPeer(String peer, String id) {
        return new EventName(PEER + peer, id);
    }

    boolean byPeer() {
        return source.startsWith(PEER);
    }
}
