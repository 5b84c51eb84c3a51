/// What a relay decides: whom it lets set up a circuit, where the next hop is, what a cell turns
/// into, and what has to give when there is too much.
///
/// In: frames of neighbours as bytes, and the time. Out: frames for neighbours, through [LinkPort].
/// Everything belongs to one event loop. It knows of a circuit its two neighbours and nothing else,
/// and keeps nothing of a set-up once it is answered.
@NullMarked
package xyz.blueblocks.relay.core;

import org.jspecify.annotations.NullMarked;
