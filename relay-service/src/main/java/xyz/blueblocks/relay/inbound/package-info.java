/// Links in, core events out: what comes on a link becomes a call of [xyz.blueblocks.relay.core],
/// and what core sends becomes a frame of that link. Also what an operator may look at.
///
/// Runs on the links' event loop; knows nothing of where a circuit goes.
@NullMarked
package xyz.blueblocks.relay.inbound;

import org.jspecify.annotations.NullMarked;
