/// The circuit: how a path of relays is set up in one round trip, and how cells pass along it.
///
/// The sender wraps one layer per relay around a packet for the receiver; each relay opens its own
/// and learns its place, the next peer, its admission token and the cell sizes, nothing else. All
/// packets, answers and cells have one size on all links. Pure transformations of byte arrays: no
/// socket, no clock, no rate or replay memory (the relay keeps those). Nothing here is thread-safe:
/// a circuit belongs to one event loop or one owner at a time. Specification: docs/spec/circuit.md.
@NullMarked
package xyz.blueblocks.crypto.onion;

import org.jspecify.annotations.NullMarked;
