package xyz.blueblocks.planner.core;

import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.KeyRecord;

/// A peer that can send or receive: its keys, verified against its own signature.
///
/// @param region where it says it is
/// @param keyRecord its other keys
/// @param signedKeyRecord the same as it signed it
record KnownPeer(String region, KeyRecord keyRecord, JsonObject signedKeyRecord) {}
