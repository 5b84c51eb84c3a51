/// End-to-end session: what the two ends of a circuit share and no relay learns.
///
/// In: the secrets of one handshake. Out: record keys per direction, records that fill cells, keys
/// of messages and files. It knows nothing of relays except how many layers a cell wears
/// ([xyz.blueblocks.crypto.session.CellLayers]), parses no JSON (handshake messages are bytes here)
/// and reads no clock: time is an argument. Nothing here is thread-safe unless it says so; the
/// order of calls is the order on the wire. Specification: docs/spec/session.md.
@NullMarked
package xyz.blueblocks.crypto.session;

import org.jspecify.annotations.NullMarked;
