package xyz.blueblocks.link;

import xyz.blueblocks.wire.frame.CloseLimit;

/// How a link ended.
///
/// @param error an error number, 0 for an orderly end
/// @param limit the limit that was hit, if one was
/// @param byPeer whether the other end said so
/// @param reason for people who look at logs; holds no ids
public record LinkClosed(int error, CloseLimit limit, boolean byPeer, String reason) {}
